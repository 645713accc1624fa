import { describe, expect, it } from 'vitest';
import { checkRules } from './compile-rules.js';
import { endOfTask, eventsOf, type Fed } from './feed.js';
import { printCase } from './print-case.js';

const fed: Fed = {
  kind: 0, task: 1, time: 1001n, a: -1n, b: 2n, c: 2n ** 64n - 1n, d: 4n, p: 2, q: 3, address: 2, s: 'a"b',
};
const rule = 'RULE r\nPATTERN { k0:x }\nRETURN { x.A, x.C, x.S, x.N, x.P }';

describe('a counter-example', () => {
  it('prints as a case', () => {
    const { program } = checkRules(rule);
    const trace = [fed, { ...fed, kind: endOfTask, task: 5 }].flatMap((one) => eventsOf(one, program!.catalogue.kinds));
    const text = printCase(program!, rule, trace, 8);
    const [event, thread, process] = text.split('```trace\n')[1]!.split('\n```')[0]!.split('\n');
    expect(event).toContain('{"event":"k0",');
    expect(event).toContain('"A":-1,"B":2,"C":18446744073709551615,"D":4,"P":20,"P.start":200,"Q":10,"Q.start":300,"S":"a\\"b","N":"10.0.0.2"');
    expect(event).toContain('"TimeStamp":1001,"ProcessId":10,"ProcessId.start":100,"ThreadId":11,"ThreadId.start":150');
    expect(event).toContain('"context":{"pid":10,"tid":11,');
    expect([thread, process]).toEqual([
      '{"end":"thread","ThreadId":20,"ThreadId.start":500}', '{"end":"process","ProcessId":20,"ProcessId.start":500}',
    ]);
    expect(text.split('```records\n')[1]).toBe('match #1 { -1 18446744073709551615 "a\\"b" 10.0.0.2 20 }\n```');
    expect(text).toContain('```limits\nkeys = 8\n```');
  });
});
