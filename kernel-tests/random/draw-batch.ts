/**
 * Takes a seed and returns a batch: some random rules that the compiler accepts, and random traces for all of them.
 *
 * A batch is plain (traces as the generator makes them, in some of which VARs and TABLEs are written), acting (rules with a
 * DO, each in a file of its own, so that none reads what another one writes), wide (several traces at once, each with tasks and values of its
 * own: many keys), or parallel (two traces for two processors; the rules then join [ProcessId], so that no key is on
 * both and the outcome is determined). Rules with a negation at the end are in timed batches, and only there: a ns of
 * the generator's is as long as a kernel and its timers need to tell it from the next one.
 */

import { compileFed } from '../feed/compile-fed.js';
import { atTimes } from '../feed/shift-trace.js';
import type { Happening } from '../feed/write-events.js';
import type { CheckedProgram } from '../../src/check/rule.js';
import { drawRules, drawTraces, withReactions } from '../../src/oracle/test/draw.js';
import { eventsOf, writesOf } from '../../src/oracle/test/feed.js';
import { printFile } from '../../src/oracle/test/print-rule.js';
import type { RuleSpec } from '../../src/oracle/test/rule-spec.js';
import { timed, traceSpec, writtenTraceSpec, type EventSpec } from '../../src/oracle/test/trace-spec.js';
import { isInstance, type FieldValue } from '../../src/oracle/trace.js';
import type { Plan } from '../../src/plan/plan.js';
import type { Target } from '../../src/plan/points.js';

export type BatchShape = 'plain' | 'acting' | 'wide' | 'parallel' | 'timed';

export interface Batch {
  readonly seed: number;
  readonly shape: BatchShape;
  /** Text of each rule as a file of its own. */
  readonly rules: readonly string[];
  /** Text of all of them, named r0, r1 and so on. */
  readonly text: string;
  readonly program: CheckedProgram;
  readonly plan: Plan;
  readonly traces: readonly BatchTrace[];
  readonly nrRefused: number;
  /** Whether it is compiled with budgets, which none of its rules has: nothing may come of it. */
  readonly budgets: boolean;
  /** Rules that are looked up together, without an index from the event to them. */
  readonly fewRules: number;
}

export interface BatchTrace {
  readonly events: readonly Happening[];
  /** On a second processor at the same time; its time stamps are all later. */
  readonly alongside: readonly Happening[];
}

/** By the number of a batch. */
const SHAPES: readonly BatchShape[] = ['plain', 'parallel', 'acting', 'wide', 'timed'];
/** Likewise: 0 has an index for each rule. */
const FEW_RULES = [16, 0, 0, 3];
const WIDE_TRACES = 8;
const ALONGSIDE_NS = 1_000_000_000n;

/** Timed traces last for seconds. */
const [TIMED_TRACES, TIMED_EVENTS] = [12, 25];
/** What a ns of the generator's becomes; windows are half a one longer, so that no event is nearer to a deadline. */
export const TIMED_NS = 30_000_000n;
/** How long a timed trace goes on behind its last event: until about all deadlines have come. */
export const SETTLE_NS = 41n * TIMED_NS;

export class BatchProblem extends Error {}

export function drawBatch(checkout: string, seed: number, nrRules: number, nrTraces: number, target: Target = 'bpf'): Batch {
  const shape = SHAPES[seed % SHAPES.length] ?? 'plain';
  const print = (specs: readonly RuleSpec[]): string => feedable(printFile(specs), shape);
  const isFit = (spec: RuleSpec): boolean => {
    const { plan } = compileFed(checkout, print([spec]));
    return plan !== null && plan.rules.every(({ pending }) => (pending !== null) === (shape === 'timed'));
  };
  const change = shape === 'timed' ? withDeadline : shape === 'acting' ? withReactions(seed, 3 * nrRules, 1) : undefined;
  const { rules: specs, nrDrawn } = drawRules(seed, nrRules, isFit, change);
  const rules = specs.map((spec) => print([spec]));
  const files = shape === 'acting' ? specs.map((spec, index) => feedable(printFile([spec], index), shape)) : [print(specs)];
  const text = files.join('\n');
  const fewRules = FEW_RULES[seed % FEW_RULES.length]!;
  const { program, plan, diagnostics } = compileFed(checkout, files, { fewRules, target });
  if (program === null || plan === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    throw new BatchProblem(`rules good alone are refused together: ${errors.join('; ')}\n${text}`);
  }
  const traces = readTraces(shape, seed, shape === 'timed' ? TIMED_TRACES : nrTraces, program);
  return { seed, shape, rules, text, program, plan, traces, nrRefused: nrDrawn - rules.length, budgets: seed % 4 === 1, fewRules };
}

/** With a negation last. */
function withDeadline(spec: RuleSpec): RuleSpec {
  const kind = (spec.columns.length + spec.guards.length) % 5;
  return { ...spec, window: spec.window ?? 40, items: [...spec.items, { is: 'not', kinds: [kind] }] };
}

/** What a function of the context says depends on the guest: a number stands in for it. */
export function feedable(text: string, shape: BatchShape): string {
  const fixed = text.replace(/\b(?:pid|tid|uid|gid|cpu|now|cgroup|comm)\(\)/g, '7');
  if (shape === 'timed') {
    return fixed.replace(/^WITHIN .*?(\d+) ns/gm, (line, ns: string) =>
      line.replace(`${ns} ns`, `${BigInt(ns) * TIMED_NS + TIMED_NS / 2n} ns`));
  }
  if (shape !== 'parallel') return fixed;
  return fixed.replace(/^PATTERN .*(?:\nWHERE +\{)?/gm, (lines) =>
    lines.endsWith('{') ? `${lines} [ProcessId],` : `${lines}\nWHERE   { [ProcessId] }`);
}

function readTraces(
  shape: BatchShape,
  seed: number,
  count: number,
  program: CheckedProgram,
): readonly BatchTrace[] {
  const width = { plain: 1, acting: 1, wide: WIDE_TRACES, parallel: 2, timed: 1 }[shape];
  const specs = drawTraces(seed + 1, count * width, shape === 'plain' ? writtenTraceSpec : traceSpec);
  const read = (trace: readonly EventSpec[]): readonly Happening[] =>
    timed(trace, false).flatMap((fed) => [
      ...eventsOf(fed, program.catalogue.kinds).flatMap((event) => ('ends' in event ? [] : [event])),
      ...writesOf(fed, program),
    ]);
  return Array.from({ length: count }, (_, index) => {
    const [own = [], other = [], ...more] = specs.slice(index * width, (index + 1) * width);
    if (shape === 'timed') {
      return { events: atTimes(read(own.slice(0, TIMED_EVENTS)), (time) => time * TIMED_NS), alongside: [] };
    }
    if (shape === 'parallel') {
      return { events: read(own), alongside: read(other).map((event) => elsewhere(event, 1n, ALONGSIDE_NS)) };
    }
    return { events: weave([own, other, ...more].map(read), seed + index), alongside: [] };
  });
}

/** Takes the next event now from one, now from another; the processes and threads of each are its own. */
function weave(traces: readonly (readonly Happening[])[], seed: number): readonly Happening[] {
  const left = traces.map((trace, index) => trace.map((event) => elsewhere(event, BigInt(index), 0n)));
  const woven: Happening[] = [];
  for (let state = seed; left.some((trace) => trace.length > 0);) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const next = left[(state >>> 16) % left.length]?.shift();
    if (next !== undefined) woven.push(next);
  }
  return woven;
}

/** The same event of other processes and threads, and at another time. */
function elsewhere(event: Happening, by: bigint, later: bigint): Happening {
  if ('writes' in event) return event;
  const move = (name: string, value: FieldValue): FieldValue => {
    if (name === 'TimeStamp' && typeof value === 'bigint') return value + later;
    if (isInstance(value)) return { number: value.number + 100n * by, start: value.start + 1000n * by };
    // In one kind it is a plain number, which others are joined with.
    return name === 'P' && typeof value === 'bigint' ? value + 100n * by : value;
  };
  const fields = new Map([...event.fields].map(([name, value]) => [name, move(name, value)] as const));
  return { ...event, fields };
}
