// Lines of traces: what they tell, and what is said of those that are none.

import { describe, expect, it } from 'vitest';
import { readNamedFile } from '../commands/read-sources.js';
import { compile } from '../compile.js';
import { compileRules, folders } from '../oracle/test/compile-rules.js';
import { matchPlan } from './match-plan.js';
import { traceLineReader, type TraceLine } from './read-trace-line.js';

const { plan } = compileRules(`RULE r
PATTERN { [k0:a, k1:b] }
WHERE { [ProcessId], a.A > 0, a.B > 0, a.C != 5, a.D != 5 }
RETURN { a.S, a.N, b.D, comm(), pid(), gid(), a.Comm }`);
const { layouts } = matchPlan(plan!);

function read(text: string): TraceLine {
  return traceLineReader(plan!, layouts)(text);
}

const fields = {
  TimeStamp: 1000, A: 1, B: 2, C: 3, D: -4, S: 'text', N: '10.0.0.1', ProcessId: 7, 'ProcessId.start': 55, Comm: 'name',
};

/** A line of k0, with other values for some fields; undefined leaves one out. */
function line(other: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ event: 'k0', ...fields, ...other });
}

/** By name what was read of an event. */
function valuesOf(text: string): Readonly<Record<string, unknown>> {
  const event = read(text);
  if (event.is !== 'event') {
    throw new Error(JSON.stringify(event));
  }
  const { fieldAt, startAt } = layouts[event.kind]!;
  return Object.fromEntries([
    ...[...fieldAt].map(([name, at]) => [name, event.values[at]]),
    ...[...startAt].map(([name, at]) => [`${name}.start`, event.values[at]]),
  ]);
}

describe('a line of a trace', () => {
  it('is an event, with the fields that some rule reads', () => {
    expect(valuesOf(line({ more: [1, 2] }))).toEqual({
      TimeStamp: 1000, A: 1, B: 2, C: 3, D: -4, S: 'text', N: '\0'.repeat(10) + '\xff\xff\x0a\0\0\x01', ProcessId: 7,
      'ProcessId.start': 55, Comm: 'name',
    });
  });

  it('may leave out when a process started', () => {
    expect(valuesOf(line({ 'ProcessId.start': undefined }))['ProcessId.start']).toBe(0);
  });

  it('has in the start of a process what StartTime is', () => {
    const rule = 'EVENTS "wmkevents.h" RULE r PATTERN { fileopen:o } WHERE { o.GroupId == 5 } RETURN { o.StartTime }';
    const opened = compile([{ name: 'x.wmk', text: rule }], {
      catalogueDirectory: folders.rules, readFile: readNamedFile,
    }).plan!;
    const readOpened = traceLineReader(opened, matchPlan(opened).layouts);
    const text = (start: object): string => JSON.stringify({ event: 'fileopen', TimeStamp: 1, context: { gid: 5 }, ...start });
    const { fieldAt } = matchPlan(opened).layouts[0]!;
    for (const [start, means] of [[{ 'ProcessId.start': 55 }, 55], [{ 'ProcessId.start': 55, StartTime: 56 }, 56]] as const) {
      const event = readOpened(text(start));
      expect(event.is === 'event' && event.values[fieldAt.get('StartTime')!]).toBe(means);
      expect(event.is === 'event' && event.values[fieldAt.get('GroupId')!]).toBe(5);
    }
    expect(readOpened(text({}))).toEqual({ is: 'bad', reason: `'StartTime' is missing, expected an integer` });
  });

  it('has integers of 64 bits', () => {
    const text = line({ A: '@', C: '@', D: '@', S: '12345678901234567890 "\\' }).replace('"@"', '2147483647')
      .replace('"@"', '18446744073709551615').replace('"@"', '-9223372036854775808');
    expect(valuesOf(text)).toMatchObject({
      A: 2147483647, C: 18446744073709551615n, D: -9223372036854775808n, S: '123456789012345',
    });
    expect(valuesOf(line({ C: '@' }).replace('"@"', '9007199254740993'))).toMatchObject({ C: 9007199254740993n });
    expect(valuesOf(line({ C: '@' }).replace('"@"', '9007199254740991'))).toMatchObject({ C: 9007199254740991 });
    expect(valuesOf(line({ TimeStamp: '@', C: '@', more: '@' })
      .replace('"@"', '9007199254740993')
      .replace('"@"', '18446744073709551614').replace('"@"', '-1.0000000000000000001E+300')))
      .toMatchObject({ TimeStamp: 9007199254740993n, C: 18446744073709551614n });
  });

  it('has strings as the kernel reads them: bytes, up to a NUL, and no more than there is room for', () => {
    expect(valuesOf(line({ S: 'grün' }))['S']).toBe('gr\xc3\xbcn');
    expect(valuesOf(line({ S: 'a\0b' }))['S']).toBe('a');
    expect(valuesOf(line({ S: '0123456789abcdefgh' }))['S']).toBe('0123456789abcde');
    expect(valuesOf(line({ S: '0123456789abcd\u00fc' }))['S']).toBe('0123456789abcd\xc3');
    expect(valuesOf(line({ S: 'a\ufffd', hex: { S: '61ff' } }))['S']).toBe('a\xff');
  });

  it('has addresses of either family', () => {
    expect(valuesOf(line({ N: '2001:db8::1' }))['N']).toBe('\x20\x01\x0d\xb8' + '\0'.repeat(11) + '\x01');
    expect(valuesOf(line({ N: '::ffff:10.0.0.1' }))['N']).toBe(valuesOf(line())['N']);
  });

  it('takes fields of the current task from the context, where the recorder left them out', () => {
    expect(valuesOf(line({ ProcessId: undefined, Comm: undefined, context: { pid: 9, comm: 'other' } })))
      .toMatchObject({ ProcessId: 9, Comm: 'other' });
  });

  it('has the context, or the fields that say the same', () => {
    expect(read(line())).toMatchObject({ context: { comm: 'name', pid: 7 } });
    const text = JSON.stringify({ event: 'k1', TimeStamp: 1, D: 1, ProcessId: 7, context: { pid: 8, comm: 'x', gid: 3, tid: 1 } });
    expect(read(text)).toEqual(expect.objectContaining({ context: { comm: 'x', pid: 8, gid: 3 } }));
  });

  it('is an end, a gap, the head of a recording, or an event that no rule reads', () => {
    expect(read('{"end":"thread","ThreadId":7,"ThreadId.start":55}')).toEqual({ is: 'end', of: 'thread', number: 7, start: 55 });
    expect(read('{"end":"process","ProcessId":7}')).toEqual({ is: 'end', of: 'process', number: 7, start: 0 });
    expect(read('{"gap":12,"cause":"ring buffer full"}')).toEqual({ is: 'gap', count: 12, cause: 'ring buffer full' });
    expect(read('{"trace":1,"clock":"monotonic","boot":"1970-01-01T00:00:01.000000002Z"}'))
      .toEqual({ is: 'header', boot: 1_000_000_002n });
    expect(read('{"until":18446744073709551615}')).toEqual({ is: 'until', time: 18446744073709551615n });
    expect(read('{"event":"k2","TimeStamp":7,"A":"whatever"}')).toEqual({ is: 'unread', time: 7 });
    expect(read('{"event":"k2"}')).toEqual({ is: 'unread', time: null });
    expect(read('{"event":"nothing of ours"}\r')).toEqual({ is: 'unread', time: null });
  });

  it.each<[string, string]>([
    ['{', 'it is not JSON'],
    ['k0 1 2', 'it is not JSON'],
    ['{"event":"k0"} {}', 'it is not JSON'],
    ['[]', 'it is a list, expected a JSON object'],
    ['null', 'it is null, expected a JSON object'],
    ['7', 'it is 7, expected a JSON object'],
    ['{}', "it has none of 'event', 'end' and 'gap'"],
    ['{"event":1}', "'event' is 1, expected the name of a kind"],
    ['{"event":"k0"}', "'TimeStamp' is missing, expected an integer"],
    [line({ A: undefined }), "'A' is missing, expected an integer"],
    [line({ A: '1' }), "'A' is a string, expected an integer"],
    [line({ A: 1.5 }), "'A' is 1.5, expected an integer"],
    [line({ A: null }), "'A' is null, expected an integer"],
    [line({ A: {} }), "'A' is an object, expected an integer"],
    [line({ A: 2147483648 }), "'A' is 2147483648, which is no __s32"],
    [line({ B: -1 }), "'B' is -1, which is no __u32"],
    [line({ C: -1 }), "'C' is -1, which is no __u64"],
    [line({ C: '@' }).replace('"@"', '18446744073709551616'), "'C' is beyond 64 bits, which is no __u64"],
    [line({ C: '@' }).replace('"@"', '9'.repeat(400)), "'C' is beyond 64 bits, which is no __u64"],
    [line({ D: '@' }).replace('"@"', '9223372036854775808'), "'D' is 9223372036854775808, which is no __s64"],
    [line({ D: 1e300 }), 'a number is no integer of 64 bits'],
    [line({ D: '@' }).replace('"@"', '1e999'), 'a number is no integer of 64 bits'],
    [line({ ProcessId: 2 ** 32 }), "'ProcessId' is 4294967296, which is no wmk_process_t"],
    [line({ 'ProcessId.start': -1 }), "'ProcessId.start' is -1, which is no __u64"],
    [line({ S: 1 }), "'S' is 1, expected a string"],
    [line({ N: '10.0.0.256' }), "'N' is no IPv4 or IPv6 address"],
    [line({ N: '10.0.0.1/8' }), "'N' is no IPv4 or IPv6 address"],
    [line({ N: true }), "'N' is true, expected an address"],
    [line({ hex: { S: '6' } }), "'hex' of 'S' is a string, expected pairs of hexadecimal digits"],
    [line({ context: { gid: -1 } }), "'gid' is -1, which is no __u32"],
    ['{"end":"cpu"}', `'end' is a string, expected "thread" or "process"`],
    ['{"end":"thread","ProcessId":1}', "'ThreadId' is missing, expected an integer"],
    ['{"gap":-1}', "'gap' is -1, which is no __u64"],
    ['{"trace":2,"boot":"1970-01-01T00:00:00Z"}', "'trace' is 2, expected 1: a format of another version"],
    ['{"trace":1,"boot":"yesterday"}', "'boot' is a string, expected a time as in RFC 3339"],
  ])('that is bad: %s', (text, reason) => {
    expect(read(text)).toEqual({ is: 'bad', reason });
  });
});
