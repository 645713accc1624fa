// BTF as clang writes it, and what is damaged.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolve, type Btf } from './btf.js';
import { findBtf } from './find-btf.js';
import { placesIn } from './places.js';
import { readBtf } from './read-btf.js';
import { btfOf, kernelSource, makeKernel } from './test/made-kernel.js';

let folder = '';
let file: Buffer;
let btf: Btf;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-btf-'));
  makeKernel(join(folder, 'kernel.o'));
  file = readFileSync(join(folder, 'kernel.o'));
  btf = btfOf(file);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function typeCalled(name: string) {
  return btf.types.find((type) => 'name' in type && type.name === name);
}

describe('BTF', () => {
  it('has the types of the source', () => {
    expect(typeCalled('umode_t')).toMatchObject({ kind: 'typedef' });
    expect(resolve(btf, btf.types.indexOf(typeCalled('umode_t')!))).toMatchObject({ kind: 'integer', bytes: 2, isSigned: false });
    expect(typeCalled('_Bool')).toMatchObject({ kind: 'integer', bytes: 1, isBool: true });
    expect(typeCalled('cred')).toMatchObject({
      kind: 'struct', bytes: 12, members: [{ name: 'uid', isBitField: false }, { name: 'euid', isBitField: false }, { name: 'bits', isBitField: true }],
    });
    expect(typeCalled('zone')).toMatchObject({ kind: 'enum', bytes: 4, values: [{ name: 'ZONE_LOW', value: 0n }, { name: 'ZONE_HIGH', value: 7n }] });
    const { members } = typeCalled('module') as { readonly members: readonly { readonly type: number }[] };
    expect(btf.types[members[0]!.type]).toMatchObject({ kind: 'array', count: 56 });
  });

  it('tells where programs attach, and what they get there', () => {
    const places = placesIn(btf);
    expect([...places.tracepoints.keys()].sort()).toEqual(['my_switch', 'my_unnamed']);
    expect(places.tracepoints.get('my_switch')!.parameters.map(({ name }) => name)).toEqual(['preempt', 'next', 'name', 'zone']);
    expect(places.tracepoints.get('my_unnamed')!.parameters.map(({ name }) => name)).toEqual(['', '']);
    expect([...places.hooks.keys()].sort()).toEqual(['file_open', 'task_prctl']);
    expect(places.functions.get('my_values')).toMatchObject({
      isVariadic: false, returns: 0, parameters: [{ name: 'who' }, { name: 'both' }, { name: 'size' }, { name: 'flags' }],
    });
    expect(places.functions.has('my_switch')).toBe(false);
  });
});

/** A file of types given as words, behind a header; the names are 'a' and one that has no end within 512 bytes. */
function made(words: readonly number[], header: Partial<{ version: number; namesAt: number }> = {}): Buffer {
  const names = Buffer.from(`\0a\0${'x'.repeat(600)}\0`);
  const bytes = Buffer.alloc(24 + 4 * words.length);
  bytes.writeUInt16LE(0xeb9f, 0);
  bytes.writeUInt8(header.version ?? 1, 2);
  [24, 0, 4 * words.length, header.namesAt ?? 4 * words.length, names.length].forEach((word, index) => bytes.writeUInt32LE(word, 4 + 4 * index));
  words.forEach((word, index) => bytes.writeUInt32LE(word, 24 + 4 * index));
  return Buffer.concat([bytes, names]);
}

const kinds = { pointer: 2, typedef: 8, longEnum: 19 };

describe('an enum of 64 bits', () => {
  it.each([[0, 2n ** 64n - 2n], [1, -2n]])('has the values of one, signed: %i', (isSigned, value) => {
    const info = (kinds.longEnum << 24 | isSigned << 31 | 1) >>> 0;
    expect(readBtf(made([0, info, 8, 1, 0xfffffffe, 0xffffffff]))).toEqual({
      types: [{ kind: 'void' }, { kind: 'enum', name: '', bytes: 8, isSigned: isSigned === 1, values: [{ name: 'a', value }] }],
    });
  });
});

describe('damaged BTF', () => {
  it.each([
    ['it has no header of BTF', Buffer.from([0x9f, 0xeb, 1, 0])],
    ['its BTF is of version 2, expected 1', made([], { version: 2 })],
    ['its BTF is cut short', made([], { namesAt: 1 << 20 })],
    ['its BTF ends within a type', made([0, kinds.pointer << 24])],
    ['its BTF names type 5 of 2; that of a module says nothing without its kernel\'s', made([0, kinds.pointer << 24, 5])],
    ['a name in its BTF has no end', made([3, kinds.typedef << 24, 0])],
    ['a name in its BTF has no end', made([9999, kinds.typedef << 24, 0])],
    ['its BTF has a type of kind 31, which this program does not know', made([0, 31 << 24, 0])],
  ])('is told: %s', (problem, bytes) => {
    expect(readBtf(bytes)).toEqual({ problem });
  });

  it('does not make this program go round in circles', () => {
    const circle = readBtf(made([1, kinds.typedef << 24, 2, 1, kinds.typedef << 24, 1]));
    expect('problem' in circle ? null : resolve(circle, 1)).toEqual({ kind: 'other' });
  });

  it('is read to its end or refused, wherever it is cut or changed', () => {
    const section = findBtf(file) as Buffer;
    const outcomes = { read: 0, refused: 0 };
    const look = (bytes: Buffer): void => {
      const found = findBtf(bytes);
      const read = 'problem' in found ? found : readBtf(found);
      if ('problem' in read) {
        outcomes.refused++;
        expect(read.problem).not.toBe('');
      } else {
        outcomes.read++;
        placesIn(read);
      }
    };
    for (let length = 0; length < section.length; length++) {
      look(section.subarray(0, length));
    }
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      for (const whole of [section, file]) {
        const bytes = Buffer.from(whole);
        bytes[at % bytes.length] = byte;
        look(bytes);
      }
    }), { seed: 1, numRuns: 2000 });
    expect(outcomes.read).toBeGreaterThan(500);
    expect(outcomes.refused).toBeGreaterThan(500);
  });
});

describe('a file', () => {
  it.each([
    ['it is neither BTF nor an ELF file', readFileSync(kernelSource)],
    ['it is neither BTF nor an ELF file', Buffer.alloc(0)],
    ['its BTF is big-endian', Buffer.from([0xeb, 0x9f])],
    ['it is a compressed kernel', Buffer.concat([Buffer.alloc(0x202), Buffer.from('HdrS')])],
    ['its ELF header is cut short', Buffer.from('\x7fELF')],
    ['it is not an ELF file of 64 bits', Buffer.concat([Buffer.from('\x7fELF\x01\x01'), Buffer.alloc(60)])],
    ['it is an ELF file without names of sections', Buffer.concat([Buffer.from('\x7fELF\x02\x01'), Buffer.alloc(60)])],
  ])('without BTF is told: %s', (problem, bytes) => {
    const found = findBtf(bytes);
    expect('problem' in found ? found.problem : '').toContain(problem);
  });

  it('of an object without -g is told', () => {
    const without = Buffer.from(file.toString('latin1').replaceAll('.BTF\0', '.OTHR').replace('.BTF', '.OTH'), 'latin1');
    expect(findBtf(without)).toEqual({ problem: expect.stringContaining('it has no section .BTF') });
  });
});
