// Random traces: few values, so that keys meet and conditions hold; time stamps that tie and, now and then, fall.

import fc from 'fast-check';
import { endOfTask, nrTasks, writesTable, writesVariable, type Fed } from './feed.js';

export interface EventSpec extends Omit<Fed, 'time'> {
  /** Since the event before, in ns. */
  readonly later: number;
}

const value = fc.oneof(
  { weight: 20, arbitrary: fc.bigInt(0n, 3n) },
  { weight: 1, arbitrary: fc.constantFrom(-1n, -(2n ** 31n), 2n ** 31n, 2n ** 32n - 1n, -(2n ** 63n), 2n ** 63n - 1n, 256n) },
);
const task = fc.oneof({ weight: 6, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(nrTasks - 1) });

function events(kinds: fc.Arbitrary<number>): fc.Arbitrary<EventSpec> {
  return fc.record({
    kind: kinds,
    task,
    later: fc.constantFrom(0, 0, 1, 1, 2, 3, 5, 10, 20, -1, -4, -12),
    a: value, b: value, c: value, d: value,
    p: task, q: task,
    address: fc.nat(3),
    s: fc.constantFrom('', 'a', 'ab', 'b', 'ba', 'aba', 'abababababababababab'),
  });
}

const kinds = [
  { weight: 20, arbitrary: fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 3, 4) },
  { weight: 1, arbitrary: fc.constant(endOfTask) },
];

export const eventSpec = events(fc.oneof(...kinds));

export const traceSpec: fc.Arbitrary<readonly EventSpec[]> = fc.array(eventSpec, { maxLength: 60, size: 'max' });

/** In which somebody writes what rules read: no line of a recorded trace says so. */
export const writtenTraceSpec: fc.Arbitrary<readonly EventSpec[]> = fc.array(
  events(fc.oneof(...kinds, { weight: 2, arbitrary: fc.constantFrom(writesVariable, writesTable) })),
  { maxLength: 60, size: 'max' });

/** `isInOrder`: time stamps do not fall. */
export function timed(specs: readonly EventSpec[], isInOrder: boolean): readonly Fed[] {
  let time = 1000n;
  return specs.map(({ later, ...rest }) => {
    time += BigInt(isInOrder ? Math.max(0, later) : later);
    return { ...rest, time };
  });
}
