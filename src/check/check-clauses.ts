// SELECT, WITHIN and DO: in go the clauses, out come complaints; what stays is the default selection and a window.

import { diagnostic } from '../source/diagnostic.js';
import type { Clause } from './collect-clauses.js';
import { maxSelected } from './limits.js';
import { didYouMean } from './nearest.js';
import { list } from './phrase.js';
import type { Report } from './report.js';

const modes: readonly string[] = ['latest', 'earliest', 'all', 'any'];

export function checkSelect(clause: Clause<'select'>, report: Report): void {
  const { mode, count } = clause;
  if (!modes.includes(mode.text)) {
    report(diagnostic('bad-select', `there is no selection '${mode.text}', expected ${list(modes, 'or')}`, mode.span, {
      hint: didYouMean(mode.text, modes),
    }));
    return;
  }
  if (count === null && (mode.text === 'all' || mode.text === 'any')) {
    report(diagnostic('bad-select', `'${mode.text}' needs the number of runs to keep, expected ${mode.text}(N)`,
      mode.span));
    return;
  }
  if (count !== null && (count.value < 1n || count.value > maxSelected)) {
    report(diagnostic('bad-select', `a selection of ${count.value} runs, expected 1 to ${maxSelected}`, count.span));
    return;
  }
  if (mode.text === 'latest' && count !== null) {
    report(diagnostic('bad-select', 'latest(N) needs a secondary identity, without which there is one run a key',
      count.span, { hint: 'write SELECT { latest }' }));
    return;
  }
  if (mode.text !== 'latest') {
    const name = count === null ? mode.text : `${mode.text}(${count.value})`;
    report(diagnostic('not-yet-supported', `SELECT { ${name} } is not yet supported`, mode.span, {
      hint: 'the only selection so far is latest, the default',
    }));
  }
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

export function checkDo(clause: Clause<'do'>, report: Report): void {
  report(diagnostic('not-yet-supported', 'DO is not yet supported', clause.keyword));
}
