// Rules and traces that a reader of the language page can match by hand: in goes their text, out come the matches. Replay
// runs them too, wherever the plan can, and has to find the same.
//
// A trace is a list of events `kind A/B/C @time task T p P`, such as `k0 1 @5` or `k1 2/7`; what is left out is 1/2/3
// for B, C and D, 1 ns after the event before, and 0. `k5 0 task T` is the end of a task, `VAR = 5` and `t[1] = 5`
// write, `until @9` is the end of a recording.

import type { CheckedProgram } from '../../check/rule.js';
import { matchRule, type Matching, type MatchOptions } from '../match.js';
import type { Trace } from '../trace.js';
import { replayTrace } from '../../replay/replay.js';
import { checkRules, compileRules } from './compile-rules.js';
import { eventsOf } from './feed.js';
import { traceLines } from './trace-json.js';

/** Each match as `time: columns`, those of one event under several keys sorted. */
export function matches(declarations: string, rule: string, trace: string): readonly string[] {
  const found = matching(declarations, rule, trace).matches.map(({ time, values }) => printMatch(time, values));
  const replayed = replayedMatches(`${declarations}\nRULE r ${rule}`, trace);
  if (replayed !== null && [...replayed].sort().join('\n') !== [...found].sort().join('\n')) {
    throw new Error(`replay finds otherwise: ${replayed.join(', ') || 'nothing'}`);
  }
  return found;
}

function printMatch(time: bigint, values: readonly (bigint | Uint8Array | string | null)[]): string {
  return `${time - 1000n}: ${values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value))).join(' ')}`
    .trim();
}

/** Null where there is no plan, or something writes, which no line of a trace says. */
function replayedMatches(rules: string, text: string): readonly string[] | null {
  const { program, plan } = compileRules(rules);
  const trace = program === null || plan === null ? null : readTrace(text, program);
  if (program === null || plan === null || trace === null || trace.some((one) => 'writes' in one)) {
    return null;
  }
  return replayTrace(plan, traceLines(trace, program.catalogue.kinds)).matches.map(({ time, values }) =>
    printMatch(BigInt(time), values.map((value) => (typeof value === 'number' ? BigInt(value) : value))));
}

export function matching(declarations: string, rule: string, trace: string, options: MatchOptions = {}): Matching {
  const { program, diagnostics } = checkRules(`${declarations}\nRULE r ${rule}`);
  if (program === null) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return matchRule(program, program.rules[0]!, readTrace(trace, program), options);
}

function readTrace(text: string, program: CheckedProgram): Trace {
  let time = 0n;
  return text.split(',').map((one) => one.trim()).flatMap((one): Trace => {
    const write = /^(\w+)(?:\[(\d+)\])? = (-?\d+)$/.exec(one);
    if (write !== null) {
      const [, name, key, value] = write;
      const of = [...program.variables, ...program.tables].find((declared) => declared.name === name)!;
      return [key === undefined
        ? { writes: 'variable', index: of.index, value: BigInt(value!) }
        : { writes: 'table', index: of.index, keys: [BigInt(key)], value: BigInt(value!) }];
    }
    const until = /^until @(\d+)$/.exec(one);
    if (until !== null) {
      return [{ until: 1000n + BigInt(until[1]!) }];
    }
    const event = /^k(\d) (-?\d+)(?:\/(-?\d+))?(?:\/(-?\d+))?(?: @(-?\d+))?(?: task (\d))?(?: p (\d))?$/.exec(one);
    if (event === null) {
      throw new Error(`'${one}' is no event`);
    }
    const [, kind, a, b, c, at, task, p] = event;
    time = at === undefined ? time + 1n : BigInt(at);
    return eventsOf({
      kind: Number(kind), task: Number(task ?? 0), time: 1000n + time, a: BigInt(a!), b: BigInt(b ?? 1), c: BigInt(c ?? 2),
      d: 3n, p: Number(p ?? 0), q: 0, address: 0, s: '',
    }, program.catalogue.kinds);
  });
}
