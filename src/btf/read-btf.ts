// Reads BTF: in go its bytes, out come the types in it, every number and name of which has been checked, or what is wrong.
// The format: Documentation/bpf/btf.rst and include/uapi/linux/btf.h.

import type { Btf, BtfEnumerator, BtfMember, BtfParameter, BtfType } from './btf.js';
import type { Problem } from './problem.js';

/** Thrown by what reads a part, and caught by readBtf(). */
class Damaged extends Error {}

const magic = 0xeb9f;
const headerBytes = 24;
/** KSYM_NAME_LEN; it also bounds the time that a file takes whose names are all one long one. */
const maxNameBytes = 512;

/** A place in the section of types. */
interface Reader {
  readonly word: () => number;
  readonly name: () => string;
  /** The number of a type. */
  readonly type: () => number;
  readonly isAtEnd: () => boolean;
}

export function readBtf(bytes: Buffer): Btf | Problem {
  try {
    return { types: readTypes(bytes) };
  } catch (error) {
    if (error instanceof Damaged) {
      return { problem: error.message };
    }
    throw error;
  }
}

function readTypes(bytes: Buffer): readonly BtfType[] {
  if (bytes.length < headerBytes || bytes.readUInt16LE(0) !== magic) {
    throw new Damaged('it has no header of BTF');
  }
  const version = bytes.readUInt8(2);
  if (version !== 1) {
    throw new Damaged(`its BTF is of version ${version}, expected 1`);
  }
  const base = bytes.readUInt32LE(4);
  const part = (at: number): Buffer => {
    const [from, length] = [base + bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    if (from + length > bytes.length) {
      throw new Damaged('its BTF is cut short');
    }
    return bytes.subarray(from, from + length);
  };
  const reader = readerOf(part(8), part(16));
  const types: BtfType[] = [{ kind: 'void' }];
  while (!reader.isAtEnd()) {
    types.push(readType(reader));
  }
  if (reader.greatest() >= types.length) {
    throw new Damaged(`its BTF names type ${reader.greatest()} of ${types.length}; that of a module says nothing without its kernel's`);
  }
  return types;
}

function readerOf(types: Buffer, names: Buffer): Reader & { readonly greatest: () => number } {
  let at = 0;
  let greatest = 0;
  const known = new Map<number, string>();
  const word = (): number => {
    if (at + 4 > types.length) {
      throw new Damaged('its BTF ends within a type');
    }
    at += 4;
    return types.readUInt32LE(at - 4);
  };
  const nameAt = (offset: number): string => {
    const end = names.indexOf(0, offset);
    if (offset >= names.length || end < 0 || end - offset > maxNameBytes) {
      throw new Damaged('a name in its BTF has no end');
    }
    return names.toString('latin1', offset, end);
  };
  return {
    word,
    name: () => {
      const offset = word();
      const name = known.get(offset) ?? nameAt(offset);
      known.set(offset, name);
      return name;
    },
    type: () => {
      const id = word();
      greatest = Math.max(greatest, id);
      return id;
    },
    isAtEnd: () => at === types.length,
    greatest: () => greatest,
  };
}

function readType(reader: Reader): BtfType {
  const name = reader.name();
  const info = reader.word();
  const [count, kind, flag] = [info & 0xffff, info >>> 24 & 0x1f, info >>> 31 === 1];
  switch (kind) {
    case 1: return readInteger(reader, name);
    case 2: return { kind: 'pointer', to: reader.type() };
    case 3: return readArray(reader);
    case 4: return { kind: 'struct', name, bytes: reader.word(), members: readMembers(reader, count, flag) };
    case 5: return { kind: 'union', name, bytes: reader.word(), members: readMembers(reader, count, flag) };
    case 6: return { kind: 'enum', name, bytes: reader.word(), isSigned: flag, values: readValues(reader, count, flag) };
    case 7: return skip(reader, 1, { kind: 'forward', name });
    case 8: return { kind: 'typedef', name, to: reader.type() };
    case 9: case 10: case 11: case 18: return { kind: 'qualified', to: reader.type() };
    case 12: return { kind: 'function', name, prototype: reader.type() };
    case 13: return readPrototype(reader, count);
    case 14: return skip(reader, 2, { kind: 'other' }); // a variable
    case 15: return skip(reader, 1 + 3 * count, { kind: 'other' }); // a section of variables
    case 16: return skip(reader, 1, { kind: 'other' }); // a floating-point number
    case 17: return skip(reader, 2, { kind: 'other' }); // a tag
    case 19: return { kind: 'enum', name, bytes: reader.word(), isSigned: flag, values: readLongValues(reader, count, flag) };
    default: throw new Damaged(`its BTF has a type of kind ${kind}, which this program does not know`);
  }
}

function readInteger(reader: Reader, name: string): BtfType {
  const bytes = reader.word();
  const encoding = reader.word() >>> 24 & 0xf;
  return { kind: 'integer', name, bytes, isSigned: (encoding & 1) !== 0, isBool: (encoding & 4) !== 0 };
}

function readArray(reader: Reader): BtfType {
  reader.word();
  const of = reader.type();
  reader.type();
  return { kind: 'array', of, count: reader.word() };
}

/** `flag`: offsets have the width of bit fields in them. */
function readMembers(reader: Reader, count: number, flag: boolean): readonly BtfMember[] {
  return Array.from({ length: count }, () => {
    const [name, type, offset] = [reader.name(), reader.type(), reader.word()];
    return { name, type, isBitField: flag ? offset >>> 24 !== 0 : offset % 8 !== 0 };
  });
}

function readValues(reader: Reader, count: number, isSigned: boolean): readonly BtfEnumerator[] {
  return Array.from({ length: count }, () => {
    const [name, value] = [reader.name(), BigInt(reader.word())];
    return { name, value: isSigned ? BigInt.asIntN(32, value) : value };
  });
}

function readLongValues(reader: Reader, count: number, isSigned: boolean): readonly BtfEnumerator[] {
  return Array.from({ length: count }, () => {
    const [name, low, high] = [reader.name(), BigInt(reader.word()), BigInt(reader.word())];
    const value = high << 32n | low;
    return { name, value: isSigned ? BigInt.asIntN(64, value) : value };
  });
}

function readPrototype(reader: Reader, count: number): BtfType {
  const returns = reader.type();
  const parameters: BtfParameter[] = Array.from({ length: count }, () => ({ name: reader.name(), type: reader.type() }));
  const last = parameters.at(-1);
  const isVariadic = last !== undefined && last.name === '' && last.type === 0;
  return { kind: 'prototype', returns, parameters: isVariadic ? parameters.slice(0, -1) : parameters, isVariadic };
}

function skip(reader: Reader, words: number, type: BtfType): BtfType {
  for (let i = 0; i < words; i++) {
    reader.word();
  }
  return type;
}
