// SELECT and WITHIN: in go the clauses, out come the selection and the window, or null where a clause is wrong,
// which was reported.

import { diagnostic } from '../source/diagnostic.js';
import type { Clause } from './collect-clauses.js';
import { defaultRunsWithSecondary, maxRuns, maxRunsWithSecondary } from './limits.js';
import { didYouMean } from './nearest.js';
import { list } from './phrase.js';
import type { Report } from './report.js';
import type { Selection } from './rule.js';

const modes = ['latest', 'earliest', 'all', 'any'] as const satisfies readonly Selection['mode'][];

/** `hasSecondary`: there are classes outside the key; null where that is not known, as they have a mistake. */
export function checkSelect(
  clause: Clause<'select'> | null, hasSecondary: boolean | null, report: Report,
): Selection | null {
  const inDefault = hasSecondary === true ? defaultRunsWithSecondary : null;
  if (clause === null) {
    return { mode: 'latest', runs: inDefault };
  }
  const { count } = clause;
  const mode = modes.find((one) => one === clause.mode.text);
  if (mode === undefined) {
    report(diagnostic('bad-select',
      `there is no selection '${clause.mode.text}', expected ${list(modes, 'or')}`, clause.mode.span, {
        hint: didYouMean(clause.mode.text, modes),
      }));
    return null;
  }
  const keepsAll = mode === 'all' || mode === 'any';
  if (count === null) {
    if (keepsAll) {
      report(diagnostic('bad-select', `'${mode}' needs the number of runs to keep, expected ${mode}(N)`,
        clause.mode.span));
    }
    return keepsAll ? null : { mode, runs: inDefault };
  }
  if (!keepsAll && hasSecondary === false) {
    report(diagnostic('bad-select',
      `${mode}(N) needs an equality that is not part of the key, without which the steps awaited bound the runs of a `
      + 'key', count.span, { hint: `write SELECT { ${mode} }` }));
    return null;
  }
  const most = hasSecondary === true ? maxRunsWithSecondary : maxRuns;
  if (count.value < 1n || count.value > most) {
    report(diagnostic('bad-select', `a selection of ${count.value} runs, expected 1 to ${most}`, count.span, {
      hint: count.value >= 1n && count.value <= maxRuns
        ? `as this rule has an equality that is not part of the key, else ${maxRuns}` : null,
    }));
    return null;
  }
  return { mode, runs: Number(count.value) };
}

/** In ns; null where it is wrong. */
export function checkWithin(clause: Clause<'within'>, report: Report): bigint | null {
  const { nanoseconds, span } = clause.duration;
  if (nanoseconds <= 0n) {
    report(diagnostic('bad-duration', 'a window of no time, expected more than 0', span));
    return null;
  }
  return nanoseconds;
}
