// Some rules in one monitor: in go rules, traces and a setting, out comes the first difference, shrunk, or null.

import fc from 'fast-check';
import type { Plan } from '../../plan/plan.js';
import { checkRules, compileRules } from './compile-rules.js';
import { compare, type Comparison } from './compare.js';
import { eventsOf, lineOf, writesOf, type Fed } from './feed.js';
import { NativeFailure } from './native.js';
import { printCase } from './print-case.js';
import { printFile } from './print-rule.js';
import { ruleSpec, type RuleSpec } from './rule-spec.js';
import { timed, writtenTraceSpec, type EventSpec } from './trace-spec.js';

export interface Setting {
  /** Keys that each table is made for. */
  readonly keys: number;
  /** Pending runs that each of them may have. */
  readonly pending: number;
  /** Rules that are looked up together, without an index from the event to them: 0 has an index for each. */
  readonly fewRules: number;
  /** Time stamps do not fall. */
  readonly isInOrder: boolean;
}

export function isFit(plan: Plan, { isInOrder }: Setting): boolean {
  return isInOrder || !needsOrder(plan);
}

/** Runs that do not know when they began are in the order of reading: it is the same while stamps do not fall. */
export function needsOrder({ rules }: Plan): boolean {
  return rules.some(({ isTimeless, table }) => isTimeless && table !== null);
}

export interface Trial {
  readonly nrMatches: number;
  readonly nrFull: number;
  readonly counterExample: string | null;
}

type Trace = readonly EventSpec[];

interface Limits {
  readonly sanitize: boolean;
  readonly shrinkMs: number;
  /** Runs the engine that is compared with the reference matcher; else it is generated code. */
  readonly compare?: typeof compare;
}

export function tryRules(
  specs: readonly RuleSpec[], traces: readonly Trace[], setting: Setting, limits: Limits,
): Trial {
  const text = printFile(specs);
  const outcome = outcomeOf(text, traces.map((trace) => feds(trace, setting)), setting, limits);
  if (typeof outcome === 'string') {
    const alone = specs.flatMap((spec) => shrink(spec, traces[0] ?? [], setting, limits) ?? []);
    return { nrMatches: 0, nrFull: 0, counterExample: alone[0] ?? `${outcome}\nonly together:\n${text}` };
  }
  const { differences: [first], nrMatches, nrFull } = outcome;
  return { nrMatches, nrFull, counterExample: first === undefined ? null
    : shrink(specs[first.rule]!, traces[first.trace]!, setting, limits) ?? [
      `only together: rule r${first.rule} of`, text, print(traces[first.trace]!, setting), first.text,
    ].join('\n') };
}

/** Null where the rule alone, on this trace alone, does what it should. */
function shrink(spec: RuleSpec, trace: Trace, setting: Setting, limits: Limits): string | null {
  const property = fc.property(ruleSpec, writtenTraceSpec, (one, events) => differenceOf(one, events, setting, limits) === null);
  const details = fc.check<[RuleSpec, Trace]>(property, {
    examples: [[spec, trace]], numRuns: 1, interruptAfterTimeLimit: limits.shrinkMs,
  });
  if (details.counterexample === null) {
    return null;
  }
  const [one, events] = details.counterexample;
  return [printAsCase(one, events, setting), print(events, setting), differenceOf(one, events, setting, limits) ?? ''].join('\n\n');
}

/** Null where there is none, or no rule. */
function differenceOf(spec: RuleSpec, trace: Trace, setting: Setting, limits: Limits): string | null {
  const text = printFile([spec]);
  const { plan } = compileRules(text);
  if (plan === null || !isFit(plan, setting)) {
    return null;
  }
  const outcome = outcomeOf(text, [feds(trace, setting)], setting, { ...limits, sanitize: false });
  return typeof outcome === 'string' ? outcome : outcome.differences[0]?.text ?? null;
}

/** A text where there is no program to run, or it fails. */
function outcomeOf(
  text: string, traces: readonly (readonly Fed[])[], { keys, pending, fewRules }: Setting, limits: Limits,
): Comparison | string {
  const { program, plan, diagnostics } = compileRules(text, { keys, pending, fewRules });
  if (program === null || plan === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    return `rules good alone are refused together: ${errors.join('; ')}`;
  }
  try {
    return (limits.compare ?? compare)(program, plan, traces, limits.sanitize);
  } catch (error) {
    if (error instanceof NativeFailure) {
      return error.message;
    }
    throw error;
  }
}

/** Where tables are to be full, A has more values than they have room for. */
function feds(trace: Trace, { isInOrder, keys }: Setting): readonly Fed[] {
  return timed(trace.map((event) => ({
    ...event,
    a: keys > 1 ? event.a : BigInt.asIntN(64, event.a + 4n * BigInt.asUintN(2, event.c)),
  })), isInOrder);
}

/** The rule alone where somebody writes what it reads, which no case can tell. */
function printAsCase(spec: RuleSpec, trace: Trace, setting: Setting): string {
  const text = printFile([spec]);
  const program = checkRules(text).program!;
  const fed = feds(trace, setting);
  if (fed.some((one) => writesOf(one, program).length > 0)) {
    return text;
  }
  const events = fed.flatMap((one) => eventsOf(one, program.catalogue.kinds));
  return printCase(program, text, events, setting.keys === 256 ? null : setting.keys, setting.pending);
}

/** As host.c reads it. */
function print(trace: Trace, setting: Setting): string {
  return [
    `// ${setting.keys} keys a table, ${setting.pending} pending runs a key`,
    '// E kind task time A B C D P Q N S',
    ...feds(trace, setting).map(lineOf),
  ].join('\n');
}
