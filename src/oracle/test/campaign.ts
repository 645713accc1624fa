// A campaign: in go a seed and how many cases, a case being one rule with one trace; out comes the first difference
// between generated code and the reference matcher, shrunk to a rule and a trace that can be pasted, or null.
//
// Rules are compiled many at a time, which is fast and lets them share tables and programs.

import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { compileRules } from './compile-rules.js';
import { compare, followsEnds } from './compare.js';
import { lineOf } from './feed.js';
import { NativeFailure } from './native.js';
import { printRule } from './print-rule.js';
import { ruleSpec, type RuleSpec } from './rule-spec.js';
import { timed, traceSpec, type EventSpec } from './trace-spec.js';

export interface CampaignOptions {
  readonly seed: number;
  readonly cases: number;
  readonly rulesPerBatch: number;
  readonly tracesPerBatch: number;
  /** Build with the address and undefined-behaviour sanitizers. */
  readonly sanitize: boolean;
  /** How long to look for a smaller counter-example. */
  readonly shrinkMs: number;
}

export interface CampaignResult {
  readonly counterExample: string | null;
  readonly nrCases: number;
  readonly nrMatches: number;
  readonly nrRules: number;
  /** Rules that the checker or the plan refused. */
  readonly nrRefused: number;
  readonly nrBatches: number;
}

type Trace = readonly EventSpec[];

export async function runCampaign(
  options: CampaignOptions, progress: (done: CampaignResult) => void,
): Promise<CampaignResult> {
  let result: CampaignResult = { counterExample: null, nrCases: 0, nrMatches: 0, nrRules: 0, nrRefused: 0, nrBatches: 0 };
  for (let batch = 0; result.nrCases < options.cases && result.counterExample === null; batch++) {
    const seed = options.seed + batch;
    const drawn = fc.sample(ruleSpec, { seed, numRuns: options.rulesPerBatch * 3 });
    const compiled = drawn.filter((spec) => compileRules(printRule('r', spec)).plan !== null);
    // Tasks end in every other batch, which then has only rules of which that can be followed.
    const good = compiled.filter((spec) => batch % 2 === 0 || followsEnds(compileRules(printRule('r', spec)).plan!))
      .slice(0, options.rulesPerBatch);
    const traces = fc.sample(traceSpec, { seed: seed + 1, numRuns: options.tracesPerBatch });
    const found = good.length === 0 ? { nrMatches: 0, counterExample: null } : tryBatch(good, traces, options);
    result = {
      counterExample: found.counterExample === null ? null : `seed ${seed}\n${found.counterExample}`,
      nrCases: result.nrCases + good.length * traces.length,
      nrMatches: result.nrMatches + found.nrMatches,
      nrRules: result.nrRules + good.length,
      nrRefused: result.nrRefused + drawn.length - compiled.length,
      nrBatches: batch + 1,
    };
    progress(result);
    await setImmediate(); // the test runner wants to hear of us now and then
  }
  return result;
}

function tryBatch(
  specs: readonly RuleSpec[], traces: readonly Trace[], options: CampaignOptions,
): { readonly nrMatches: number; readonly counterExample: string | null } {
  const text = specs.map((spec, index) => printRule(`r${index}`, spec)).join('\n');
  const { program, plan, diagnostics } = compileRules(text);
  if (program === null || plan === null) {
    return { nrMatches: 0, counterExample: `rules good alone are refused together:\n${text}\n${
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message).join('\n')}` };
  }
  let comparison;
  try {
    comparison = compare(program, plan, traces.map(timed), options.sanitize);
  } catch (error) {
    if (!(error instanceof NativeFailure)) {
      throw error;
    }
    const alone = specs.flatMap((spec) => shrink(spec, traces[0] ?? [], options) ?? []);
    return { nrMatches: 0, counterExample: alone[0] ?? `${error.message}\nonly together:\n${text}` };
  }
  const { differences, nrMatches } = comparison;
  const [first] = differences;
  return { nrMatches, counterExample: first === undefined ? null
    : shrink(specs[first.rule]!, traces[first.trace]!, options) ?? [
      `only together: rule r${first.rule} of`, text, `trace ${first.trace}:`, print(traces[first.trace]!), first.text,
    ].join('\n') };
}

/** Null where the rule alone, on this trace alone, does what it should. */
function shrink(spec: RuleSpec, trace: Trace, { shrinkMs }: CampaignOptions): string | null {
  const property = fc.property(ruleSpec, traceSpec, (one, events) => differenceOf(one, events) === null);
  const details = fc.check<[RuleSpec, Trace]>(property, { examples: [[spec, trace]], numRuns: 1, interruptAfterTimeLimit: shrinkMs });
  if (details.counterexample === null) {
    return null;
  }
  const [smallSpec, smallTrace] = details.counterexample;
  return [printRule('r0', smallSpec), print(smallTrace), differenceOf(smallSpec, smallTrace) ?? ''].join('\n');
}

/** Null where there is none, or no rule. */
function differenceOf(spec: RuleSpec, trace: Trace): string | null {
  const { program, plan } = compileRules(printRule('r0', spec));
  if (program === null || plan === null) {
    return null;
  }
  try {
    return compare(program, plan, [timed(trace)], false).differences[0]?.text ?? null;
  } catch (error) {
    if (error instanceof NativeFailure) {
      return error.message;
    }
    throw error;
  }
}

/** As host.c reads it. */
function print(trace: Trace): string {
  return ['// E kind task time A B C D P Q N S', ...timed(trace).map(lineOf)].join('\n');
}
