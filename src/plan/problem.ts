// States a checked rule as the automaton's problem: kinds, predicates and guards become indices.

import type { Problem } from '../automaton/automaton.js';
import type { CheckedRule, Predicate } from '../check/rule.js';
import type { EventKind } from '../events/catalogue.js';
import { printConditionOf } from '../check/print-condition.js';

export interface RuleProblem {
  readonly problem: Problem;
  /** By the problem's kind. */
  readonly kinds: readonly { readonly kind: EventKind; readonly predicates: readonly Predicate[] }[];
}

/** `captured` are the bindings of which a run keeps a field. */
export function stateProblem(rule: CheckedRule, captured: ReadonlySet<number>): RuleProblem {
  const kinds: { kind: EventKind; predicates: Predicate[]; shapes: Map<string, number> }[] = [];
  const steps = rule.bindings.map((binding) => {
    let kind = kinds.findIndex((known) => known.kind === binding.kind);
    if (kind === -1) {
      kind = kinds.length;
      kinds.push({ kind: binding.kind, predicates: [], shapes: new Map() });
    }
    const entry = kinds[kind]!;
    const predicates = binding.predicates.map((predicate) => {
      const shape = printConditionOf(predicate.expression);
      let index = entry.shapes.get(shape);
      if (index === undefined) {
        index = entry.predicates.length;
        entry.shapes.set(shape, index);
        entry.predicates.push(predicate);
      }
      return index;
    });
    return {
      kind,
      negated: binding.negated,
      predicates: [...new Set(predicates)].sort((a, b) => a - b),
      captures: captured.has(binding.index),
    };
  });
  return {
    problem: {
      nrKinds: kinds.length,
      steps,
      chains: rule.chains.map((chain) => ({
        steps: chain.steps.map((step) => ({ step: step.binding, watched: step.watched })),
      })),
      guards: rule.guards.map((guard) => ({ steps: guard.names })),
    },
    kinds: kinds.map(({ kind, predicates }) => ({ kind, predicates })),
  };
}
