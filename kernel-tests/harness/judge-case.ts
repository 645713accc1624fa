/** Takes a case and what was seen of it and returns the verdict: whether it passed, failed, or has no result. */

import { isTwin, mustMatch, type Case } from './case.js';
import { compareRecords, readRecordLine, type Bindings } from './case-records.js';
import { compareStatistics, readStatisticCheck, type Statistics } from './case-statistics.js';
import type { GuestCase } from './guest-results.js';
import { readLoaderStatistics } from './loader-statistics.js';

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly lines: readonly string[] }
  /** The compiler says that this engine cannot do it, and the case that it may not. */
  | { readonly kind: 'refused'; readonly lines: readonly string[] }
  /** It ran, and what it showed is wrong. */
  | { readonly kind: 'failed'; readonly lines: readonly string[] }
  /** It ran, and the kernel complained meanwhile. */
  | { readonly kind: 'kernel'; readonly lines: readonly string[] }
  | { readonly kind: 'not-compiled'; readonly lines: readonly string[] }
  /** It did not run to its end: that says nothing about the rule. */
  | { readonly kind: 'no-result'; readonly lines: readonly string[] };

/** Expected to be 0 where a case does not mention them. */
const NOTHING_WENT_WRONG = ['refused', 'evicted', 'overflowed', 'forgotten', 'lost', 'busy', 'misses'];

/** As automake has it. */
const SKIPPED = '77';

/** As wmkload ends where the kernel lacks something. */
const LACKS = '69';

export function judgeCase(written: Case, seen: GuestCase, series: string): Verdict {
  const { ended } = seen;
  if (ended === undefined) return { kind: 'no-result', lines: ['the guest began it and did not end it'] };
  const loader = ended.get('loader');
  const trigger = ended.get('trigger');
  const absent = written.absent.get(series);
  if (absent !== undefined && trigger === undefined && loader === LACKS) {
    return { kind: 'skipped', lines: [`not on this kernel: ${absent}`] };
  }
  if (trigger === undefined) {
    return failed([`wmkload was not ready: it ended with ${loader}`, ...seen.loader]);
  }
  if (absent !== undefined) return failed([`this kernel has it, though the document says: ${absent}`]);
  if (trigger !== '0') {
    return { kind: 'no-result', lines: [`the trigger ended with ${trigger}`, ...seen.trigger] };
  }
  if (loader !== '0') return failed([`wmkload ended with ${loader}`, ...seen.loader]);
  const one = withRecords(written, seen);
  if (one.run !== null && mustMatch(one) === isTwin(one)) {
    return { kind: 'no-result', lines: [`the script said ${one.records.length} records to expect`, ...seen.trigger] };
  }

  return judgeOutcome(one, {
    lines: seen.records,
    statistics: readLoaderStatistics(seen.loader),
    bindings: readBindings(seen.trigger),
    notes: shown(seen.loader),
  });
}

/** A script says itself what is to be reported of what it does. */
export function withRecords(one: Case, seen: GuestCase): Case {
  return one.run === null ? one : { ...one, records: seen.trigger.flatMap((line) => readRecordLine(line) ?? []) };
}

/** What an engine made of a case, whichever it is. */
export interface Outcome {
  /** Records as text, and what else stands between them. */
  readonly lines: readonly string[];
  readonly statistics: Statistics | undefined;
  readonly bindings: Bindings;
  /** For whoever looks into a failure. */
  readonly notes: readonly string[];
}

export function judgeOutcome(one: Case, { lines, statistics, bindings, notes }: Outcome): Verdict {
  const gaps = lines.filter((line) => readRecordLine(line) === undefined);
  const records = lines.flatMap((line) => readRecordLine(line) ?? []);
  const differences = compareRecords(one.records, records, one.anyOrder, bindings);
  const wrong = [
    ...differences.map(({ mark, text }) => `${mark} ${text}`),
    ...(statistics === undefined ? ['wmkload told no statistics'] : checkStatistics(one, statistics)),
  ];
  return wrong.length === 0 ? { kind: 'passed' } : failed([...wrong, ...gaps, ...notes]);
}

export function judgeScenario(seen: GuestCase): Verdict {
  const status = seen.ended?.get('scenario');
  const lines = [...seen.records, ...seen.trigger];
  if (status === undefined) return { kind: 'no-result', lines: ['the guest began it and did not end it', ...lines] };
  if (status === '0') return { kind: 'passed' };
  if (status === SKIPPED) return { kind: 'skipped', lines };
  return failed([`the script ended with ${status}`, ...lines]);
}

/**
 * What the compiler said. A part of the language that it does not have yet is
 * named, and the case runs as soon as it has it.
 */
export function judgeProblem(lines: readonly string[]): Verdict {
  const refused = lines.flatMap((line) => /^error\[not-on-target\]: (.*)/.exec(line)?.[1] ?? []);
  if (refused.length > 0 && refused.length === lines.length) return { kind: 'refused', lines: [...new Set(refused)] };
  const errors = lines.filter((line) => /error\[[\w-]+\]: /.test(line));
  const missing = lines.flatMap((line) => /error\[not-yet-supported\]: (.*)/.exec(line)?.[1] ?? []);
  const onlyMissing = missing.length > 0 && errors.length === missing.length;
  return onlyMissing ? { kind: 'skipped', lines: [...new Set(missing)] } : { kind: 'not-compiled', lines };
}

function failed(lines: readonly string[]): Verdict {
  return { kind: 'failed', lines };
}

function checkStatistics(one: Case, statistics: Statistics): readonly string[] {
  const mentioned = new Set(one.statistics.flatMap((check) => check.sum));
  // Where a script's events were skipped its records are missing, or it has been run once more.
  const skippable = one.run === null ? [] : ['misses'];
  const unmentioned = NOTHING_WENT_WRONG.filter((name) => !mentioned.has(name) && !skippable.includes(name));
  const silent = unmentioned.flatMap((name) => readStatisticCheck(`${name} = 0`) ?? []);
  const read = [...statistics].filter(([name]) => name.endsWith('.read'));
  const idle = !mustMatch(one) && read.every(([, count]) => count === 0);
  return [
    ...compareStatistics([...one.statistics, ...silent], statistics),
    ...(idle ? ['no event was read: that nothing matched proves nothing'] : []),
  ];
}

/** "B.tid=1234" */
export function readBindings(lines: readonly string[]): Bindings {
  return new Map(lines.filter((line) => line.includes('=')).map((line) => {
    const equals = line.indexOf('=');
    return [line.slice(0, equals), line.slice(equals + 1)] as const;
  }));
}

/** The statistics, for whoever looks into it. */
function shown(loader: readonly string[]): readonly string[] {
  return loader.filter((line) => !line.startsWith('wmkload: ready:'));
}
