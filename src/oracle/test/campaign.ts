// A campaign: in go a seed and how many cases, a case being one rule with one trace; out comes the first difference
// between generated code and the reference matcher, shrunk to a rule and a trace that can be pasted, or null.
//
// Rules are compiled many at a time, which is fast and lets them share tables and programs.

import { setImmediate } from 'node:timers/promises';
import { compileRules } from './compile-rules.js';
import { followsEnds, type compare } from './compare.js';
import { drawRules, drawTraces } from './draw.js';
import { printFile } from './print-rule.js';
import type { RuleSpec } from './rule-spec.js';
import { writtenTraceSpec } from './trace-spec.js';
import { isFit, tryRules, type Setting } from './try-rules.js';

export interface CampaignOptions {
  readonly seed: number;
  readonly cases: number;
  readonly tracesPerBatch: number;
  /** Build with the address and undefined-behaviour sanitizers. */
  readonly sanitize: boolean;
  /** How long to look for a smaller counter-example. */
  readonly shrinkMs: number;
  /** Runs another engine than generated code. */
  readonly compare?: typeof compare;
}

export interface CampaignResult {
  readonly counterExample: string | null;
  readonly nrCases: number;
  readonly nrMatches: number;
  readonly nrRules: number;
  /** Rules that were drawn and not tried, as the checker or the plan refused them. */
  readonly nrRefused: number;
  /** Cases in which a full table refused a key, so that there is nothing to compare. */
  readonly nrFull: number;
  readonly nrBatches: number;
}

interface Batch extends Setting {
  readonly nrRules: number;
  /** What is made of the rules that are drawn. */
  readonly change?: (spec: RuleSpec) => RuleSpec;
}

/** A seed takes one of these; 256 keys are enough for every key of a trace, and few enough to clear between traces. */
const batches: readonly Batch[] = [
  { nrRules: 20, keys: 256, pending: 16, fewRules: 0, isInOrder: false },
  { nrRules: 20, keys: 256, pending: 16, fewRules: 16, isInOrder: false, change: withTaskKey },
  { nrRules: 3, keys: 256, pending: 16, fewRules: 16, isInOrder: false },
  // Keys are reclaimed for others once their windows have passed, which no match tells unless time stamps fall.
  { nrRules: 12, keys: 1, pending: 16, fewRules: 0, isInOrder: true, change: withManyKeys },
  { nrRules: 20, keys: 256, pending: 2, fewRules: 2, isInOrder: false, change: withEdges },
  { nrRules: 20, keys: 256, pending: 16, fewRules: 16, isInOrder: true },
];

export async function runCampaign(
  options: CampaignOptions, progress: (done: CampaignResult) => void,
): Promise<CampaignResult> {
  let result: CampaignResult = {
    counterExample: null, nrCases: 0, nrMatches: 0, nrRules: 0, nrRefused: 0, nrFull: 0, nrBatches: 0,
  };
  for (let seed = options.seed; result.nrCases < options.cases && result.counterExample === null; seed++) {
    const batch = batches[seed % batches.length]!;
    const { rules, nrDrawn } = drawRules(seed, batch.nrRules,
      (spec) => isAccepted(spec, batch) && (batch.change !== withTaskKey || hasFollowedKey(spec)), batch.change);
    const traces = drawTraces(seed + 1, options.tracesPerBatch, writtenTraceSpec);
    const found = rules.length === 0 ? { nrMatches: 0, nrFull: 0, counterExample: null }
      : tryRules(rules, traces, batch, options);
    result = {
      counterExample: found.counterExample === null ? null : `seed ${seed}\n${found.counterExample}`,
      nrCases: result.nrCases + rules.length * traces.length,
      nrMatches: result.nrMatches + found.nrMatches,
      nrRules: result.nrRules + rules.length,
      nrRefused: result.nrRefused + nrDrawn - rules.length,
      nrFull: result.nrFull + found.nrFull,
      nrBatches: result.nrBatches + 1,
    };
    progress(result);
    await setImmediate(); // the test runner wants to hear of us now and then
  }
  return result;
}

/** [A], of which try-rules.ts makes more values where tables are small. */
function withManyKeys(spec: RuleSpec): RuleSpec {
  return { ...spec, joins: [{ sort: 0, fields: [0, 0, 0, 0, 0], of: 'same', mask: 0 }], predicates: spec.predicates.slice(0, 1) };
}

/** With a negation first or last, or both. */
function withEdges(spec: RuleSpec): RuleSpec {
  const not = (kind: number): RuleSpec['items'][number] => ({ is: 'not', kinds: [kind % 5] });
  const [isFirst, isLast] = [spec.items.length % 3 !== 0, spec.items.length % 3 !== 1];
  return {
    ...spec,
    window: spec.window ?? 40,
    items: [
      ...(isFirst ? [not(spec.predicates.length + spec.joins.length)] : []), ...spec.items,
      ...(isLast ? [not(spec.columns.length + spec.guards.length)] : []),
    ],
  };
}

/** [ProcessId], [ThreadId] and the like, whose ends can be followed, and what else there is: tasks end in these traces. */
function withTaskKey(spec: RuleSpec): RuleSpec {
  const [first, ...others] = spec.joins;
  const fields = first?.fields ?? [0, 0, 0, 0, 0];
  return { ...spec, joins: [{ sort: 1, fields, of: 'same', mask: 0 }, ...others], predicates: spec.predicates.slice(0, 1) };
}

function isAccepted(spec: RuleSpec, batch: Batch): boolean {
  const { plan } = compileRules(printFile([spec]));
  return plan !== null && isFit(plan, batch);
}

function hasFollowedKey(spec: RuleSpec): boolean {
  const { plan } = compileRules(printFile([spec]));
  return plan !== null && followsEnds(plan);
}
