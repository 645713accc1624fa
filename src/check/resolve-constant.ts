// Named constants: in go a word and the kinds whose constants are meant, out comes its value.

import { diagnostic } from '../source/diagnostic.js';
import type { EventKind } from '../events/catalogue.js';
import type { Name } from '../syntax/ast.js';
import { didYouMean } from './nearest.js';
import { list } from './phrase.js';
import type { Report } from './report.js';

export interface ConstantScope {
  /** Those whose constants are meant first, then others: the first that know a word say what it means. */
  readonly tiers: readonly (readonly EventKind[])[];
  /** Every kind was found, so that a word that none declares is a mistake. */
  readonly isComplete: boolean;
}

/** 'unknown': no kind declares it, which is for the caller to report. Null: reported. */
export function resolveConstant(name: Name, scope: ConstantScope, report: Report): bigint | null | 'unknown' {
  const values = scope.tiers.map((kinds) => meanings(name.text, kinds)).find((found) => found.length > 0) ?? [];
  const [first] = values;
  if (first === undefined) {
    return 'unknown';
  }
  if (values.length > 1) {
    const each = values.map(([value, kind]) => `${value} for kind '${kind.name}'`);
    report(diagnostic('unknown-name', `'${name.text}' means ${list(each)}`, name.span, {
      hint: 'write the number',
    }));
    return null;
  }
  return first[0];
}

/** Different values, each with the first kind that means it. */
function meanings(word: string, kinds: readonly EventKind[]): readonly (readonly [bigint, EventKind])[] {
  const found = new Map<bigint, EventKind>();
  for (const kind of kinds) {
    const value = kind.constants.get(word);
    if (value !== undefined && !found.has(value)) {
      found.set(value, kind);
    }
  }
  return [...found];
}

export function reportUnknownName(name: Name, scope: ConstantScope, others: Iterable<string>, report: Report): void {
  if (!scope.isComplete) {
    return;
  }
  const known = [...others, ...scope.tiers.flat().flatMap((kind) => [...kind.constants.keys()])];
  report(diagnostic('unknown-name', `there is no constant, set or variable '${name.text}'`, name.span, {
    hint: didYouMean(name.text, known),
  }));
}
