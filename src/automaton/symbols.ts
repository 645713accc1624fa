// Symbols: in go the steps of a problem, out come the disjoint classes of events that no step can tell apart.
//
// The predicates of a kind split its events into 2^n minterms; minterms that allow the same steps are one
// class, as in Veanes et al., "Symbolic Finite State Transducers" (POPL 2012). Classes that no event can be in,
// because predicates contradict each other, are kept: only the checker knows what a predicate says.

import type { Problem } from './automaton.js';

export interface SymbolClass {
  readonly kind: number;
  /** Ascending, never empty. */
  readonly allowed: readonly number[];
}

export interface SymbolSplit {
  /** By kind, then by the steps they allow: however predicates are numbered, this order stays. */
  readonly classes: readonly SymbolClass[];
  /** Per kind: from the truth of its predicates to 1 + an index into `classes`, 0 where no step is allowed. */
  readonly symbolOf: readonly (readonly number[])[];
}

export function splitSymbols(problem: Problem): SymbolSplit {
  const classes: SymbolClass[] = [];
  const symbolOf: (readonly number[])[] = [];
  for (let kind = 0; kind < problem.nrKinds; kind++) {
    const allowedByTruth = allowedSteps(problem, kind);
    const distinct = new Map(allowedByTruth.flatMap((steps) => steps.length > 0 ? [[steps.join(), steps]] : []));
    const ordered = [...distinct.values()].sort(compareLists);
    const indexOf = new Map(ordered.map((steps, index) => [steps.join(), classes.length + index + 1]));
    symbolOf.push(allowedByTruth.map((steps) => indexOf.get(steps.join()) ?? 0));
    classes.push(...ordered.map((allowed) => ({ kind, allowed })));
  }
  return { classes, symbolOf };
}

/** Per truth of the kind's predicates the steps all of whose predicates hold. */
function allowedSteps(problem: Problem, kind: number): readonly (readonly number[])[] {
  const masks: { readonly step: number; readonly mask: number }[] = [];
  let nrPredicates = 0;
  for (const [step, { kind: own, predicates }] of problem.steps.entries()) {
    if (own === kind) {
      masks.push({ step, mask: predicates.reduce((mask, predicate) => mask | (1 << predicate), 0) });
      nrPredicates = Math.max(nrPredicates, ...predicates.map((predicate) => predicate + 1));
    }
  }
  return Array.from({ length: 1 << nrPredicates }, (_, truth) =>
    masks.filter(({ mask }) => (mask & truth) === mask).map(({ step }) => step));
}

/** Lexicographically, a prefix first. */
export function compareLists(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing === -1 ? a.length - b.length : a[differing]! - (b[differing] ?? -1);
}
