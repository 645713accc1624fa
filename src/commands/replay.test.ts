// `wmkgen replay` as it is called: argv and a trace in, standard output, standard error and an exit code out.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../cli.js';
import { home } from '../test/compile-text.js';

const rules = `EVENTS "wmkevents.h"
RULE pair PATTERN { [connect:c, exec:x] } WHERE { [ProcessId], c.Port > 100 } RETURN { c.Port, x.FileName }
`;

function connect(time: number, process: number, port: number): string {
  return `{"event":"connect","TimeStamp":${time},"ProcessId":${process},"ProcessId.start":1,"Port":${port}}\n`;
}

function exec(time: number, process: number): string {
  return `{"event":"exec","TimeStamp":${time},"ProcessId":${process},"ProcessId.start":1,"FileName":"/bin/sh"}\n`;
}

const trace = [connect(1, 7, 4444), connect(2, 8, 80), connect(3, 9, 443), exec(4, 7), exec(5, 8), exec(6, 9)].join('');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-replay-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function call(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(['replay', ...argv], home, {
    print: (text) => void out.push(text), complain: (text) => void err.push(text), colour: false,
  });
  return { code, out: out.join(''), err: err.join('').replaceAll(folder, 'DIR') };
}

/** With the rules above; nothing but the matches. */
async function quietly(path: string, ...options: readonly string[]) {
  return call(write('x.wmk', rules), path, '--quiet', ...options);
}

const found = 'match #1 { 4444 "/bin/sh" }\nmatch #2 { 443 "/bin/sh" }\n';

describe('wmkgen replay', () => {
  it('prints matches and what was counted', async () => {
    const { code, out, err } = await call(write('x.wmk', rules), write('t.jsonl', trace));
    expect({ code, out }).toEqual({ code: 0, out: found });
    expect(err).toMatch(/^wmkgen: statistics after \d+\.\d{3} s\ntrace +lines +events/);
    expect(err).toMatch(/\n {2}pair +2 +0 +0 +0 +0 +0 +0 +0 +0 +0 +0 +2 +0 +0\n/);
  });

  it('prints JSON', async () => {
    const path = write('t.jsonl', `{"trace":1,"clock":"monotonic","boot":"2026-01-02T03:04:05.000000000Z"}\n${trace}`);
    const wanted = '{"rule":"pair","number":1,"time":"2026-01-02T03:04:05.000000004Z","monotonic":4,"values":{"c.Port":4444,'
      + '"x.FileName":"/bin/sh"}}\n';
    expect((await quietly(path, '--json', '--count', '1')).out).toBe(wanted);
    expect((await quietly(path, '--format', 'json', '--count', '1')).out).toBe(wanted);
    const { err } = await call(write('x.wmk', rules), path, '--json');
    expect(JSON.parse(err)).toMatchObject({ statistics: { objects: [{ lines: 7, rules: [{ rule: 'pair', matches: 2 }] }] } });
  });

  it('reads what was packed, and standard input', async () => {
    expect(await quietly(write('t.jsonl.gz', gzipSync(trace)))).toEqual({ code: 0, out: found, err: '' });
    expect((await quietly(write('two', Buffer.concat([gzipSync(trace), gzipSync(trace)])))).out.split('\n')).toHaveLength(5);
    for (const piece of [1, 1000]) {
      const pieces = Array.from({ length: Math.ceil(trace.length / piece) }, (_, index) =>
        Buffer.from(trace.slice(index * piece, (index + 1) * piece)));
      vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from(pieces) as typeof process.stdin);
      expect(await quietly('-')).toEqual({ code: 0, out: found, err: '' });
    }
    expect(await quietly(write('empty', ''))).toEqual({ code: 0, out: '', err: '' });
  });

  it('ends after so many matches', async () => {
    expect(await quietly(write('t', trace), '--count', '1')).toEqual({ code: 0, out: found.slice(0, 28), err: '' });
    expect((await quietly(write('t', trace), '--count', '0')).err)
      .toContain("wmkgen: --count '0': expected a number of matches, 1 or more\n");
  });

  it('is activated when it is told to', async () => {
    const path = write('t', trace);
    for (const since of ['2ns', '3', '2 ns']) {
      expect((await quietly(path, '--since', since)).out).toBe('match #1 { 443 "/bin/sh" }\n');
    }
    expect(await quietly(path, '--since', '2026-01-02T03:04:05Z')).toEqual({ code: 2, out: '', err:
      "wmkgen: --since: 'DIR/t' does not say in a first line what time of day its clock counts from: give a duration, or a "
      + 'time stamp\n' });
    for (const wrong of ['yesterday', '5 parsecs', '-1s', '2026-01-02']) {
      expect((await quietly(path, `--since=${wrong}`)).err).toContain(`--since '${wrong}': expected a duration, as 5s, a time,`);
    }
  });

  const withBad = trace.replace('\n', '\nbad\n{"event":"exec"}\n');

  it('skips bad lines and says where they are', async () => {
    expect(await quietly(write('t', withBad))).toEqual({ code: 0, out: found, err:
      "DIR/t:2: it is not JSON: skipped\nDIR/t:3: 'TimeStamp' is missing, expected an integer: skipped\n" });
    const { err } = await quietly(write('many', 'bad\n'.repeat(25)));
    expect(err.split('\n')).toHaveLength(12);
    expect(err).toContain('DIR/many:10: it is not JSON: skipped\n'
      + "wmkgen: 25 lines of 'DIR/many' were skipped, the first 10 are shown\n");
    expect((await quietly(write('long', `${'x'.repeat(2 ** 20 + 1)}\n${trace}`)))).toEqual({ code: 0, out: found, err:
      'DIR/long:1: it is longer than 1048576 bytes: skipped\n' });
  });

  it('ends at a bad line if it is to', async () => {
    const path = write('t', trace.replace('{"event":"exec","TimeStamp":6', 'bad\n$&'));
    expect(await quietly(path, '--strict'))
      .toEqual({ code: 1, out: 'match #1 { 4444 "/bin/sh" }\n', err: 'DIR/t:6: it is not JSON\n' });
  });

  it('tells of events that the recorder lost', async () => {
    const path = write('t', `${trace}{"gap":2,"cause":"ring buffer full"}\n{"gap":1,"cause":"x\\u001b"}\n`);
    expect((await quietly(path)).out).toBe(`${found}gap { 2 events lost: ring buffer full }\ngap { 1 event lost: x\\x1b }\n`);
    expect((await quietly(path, '--json')).out).toContain('{"gap":{"cause":"ring buffer full","count":2}}\n');
  });

  it('says what it cannot read', async () => {
    expect(await quietly(join(folder, 'none'))).toEqual({ code: 1, out: '', err:
      "wmkgen: cannot read 'DIR/none': there is no such file\n" });
    expect(await quietly(folder)).toEqual({ code: 1, out: '', err: "wmkgen: cannot read 'DIR': it is a directory\n" });
    const packed = gzipSync(trace.repeat(10_000));
    const { code, err } = await quietly(write('cut.gz', packed.subarray(0, packed.length - 100)));
    expect(code).toBe(1);
    expect(err).toMatch(/^wmkgen: cannot read 'DIR\/cut.gz' after line \d+: /);
  });

  it('says what is wrong with rules and arguments', async () => {
    expect(await call(write('x.wmk', 'RULE'), write('t', trace))).toMatchObject({ code: 1, out: '' });
    expect((await call(write('empty.wmk', ''), write('t', trace))).err).toBe("wmkgen: there is no rule in 'DIR/empty.wmk'\n");
    const { code, err } = await call(write('x.wmk', rules));
    expect(code).toBe(2);
    expect(err).toContain("wmkgen: no trace given beside 'DIR/x.wmk': expected wmkgen replay FILE... TRACE\n");
  });

  it('refuses keys beyond those that it is told to have room for', async () => {
    const path = write('t', [connect(1, 1, 443), connect(2, 2, 443), exec(3, 2), exec(4, 1)].join(''));
    const { out, err } = await call(write('x.wmk', rules), path, '--keys', '1', '--json');
    expect(out).toMatch(/^{"gap":{"rule":"pair","cause":"table full","count":1}}\n{"rule":"pair",.*"monotonic":4,.*}\n$/);
    expect((await quietly(path, '--keys', '1')).out).toBe('gap { 1 key refused: table full }\nmatch #1 { 443 "/bin/sh" }\n');
    expect((await quietly(write('t', connect(1, 1, 443) + connect(2, 2, 443) + connect(2, 3, 443)), '--keys', '1')).out)
      .toBe('gap { 2 keys refused: table full }\n');
    expect(JSON.parse(err)).toMatchObject({
      statistics: { objects: [{ rules: [{ refused: 1, matches: 1 }], tables: [{ keys: 1, most: 1 }] }] },
    });
  });
});
