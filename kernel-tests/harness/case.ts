/** What a case is: a rule, what happens, and what the rule then reports; nothing in it says which engine runs it. */

import type { RecordLine } from './case-records.js';
import type { StatisticCheck } from './case-statistics.js';
import type { TriggerLine } from './case-trigger.js';

interface Common {
  /** The titles that lead to it, lower case, joined by "/": "sequence/two threads/must not match". */
  readonly id: string;
  readonly place: Place;
  /** Title of the document: the construct. */
  readonly construct: string;
  /** Title of the section, up to a colon: the condition. */
  readonly condition: string;
  readonly why: string;
  readonly rule: string;
  /** Catalogues that stand beside the rule, and nowhere else. */
  readonly files: readonly CaseFile[];
  readonly limits: Limits;
}

export interface Case extends Common {
  /** What real threads do; null where the events are fed, or a script makes them. */
  readonly trigger: readonly TriggerLine[] | null;
  /** The events that are fed, as JSON lines; null where they happen. */
  readonly trace: readonly string[] | null;
  /** A script: its programs make it happen, and it prints the records that are expected. Null where none does. */
  readonly run: string | null;
  /** Kernels, by series, that have no attach point for what the rule reads, and why. */
  readonly absent: ReadonlyMap<string, string>;
  /** Those of a script are known when it has run. */
  readonly records: readonly RecordLine[];
  /** Whether the records may come in another order than written. */
  readonly anyOrder: boolean;
  readonly statistics: readonly StatisticCheck[];
}

/** What is no question of the language, but of one engine's behaviour: a script for the guest tests it. */
export interface Scenario extends Common {
  readonly script: string;
  /** Arguments for the kernel; those that have the same ones share a guest. */
  readonly boot: string;
  /** The only one that it is about, or null. */
  readonly engine: string | null;
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface CaseFile {
  readonly name: string;
  readonly text: string;
}

/** How an engine is to be made: a name in LIMITS and its value. */
export type Limits = Readonly<Partial<Record<LimitName, number>>>;

/** "keys": of each table of runs; "ring-buffer": bytes for records that wait to be read; "budgets": 1 where rules may have some. */
export const LIMITS = ['keys', 'ring-buffer', 'budgets'] as const;
export type LimitName = (typeof LIMITS)[number];

const TWIN_DEPTH = 3;
const TWIN = /^must not match\b/;

export function mustMatch(one: Case): boolean {
  return one.records.length > 0;
}

export function isTwin({ id }: Case): boolean {
  return TWIN.test(id.split('/')[TWIN_DEPTH - 1] ?? '');
}
