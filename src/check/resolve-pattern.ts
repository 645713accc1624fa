// The words of a pattern: in goes its tree, out come its bindings in source order and a tree that refers to them.

import { diagnostic } from '../source/diagnostic.js';
import type { EventKind } from '../events/catalogue.js';
import type { VisibleKinds } from '../events/read-catalogue.js';
import type { ElementAst, ItemOfSequenceAst, Name, StepAst } from '../syntax/ast.js';
import type { DraftBinding, PatternNode } from './draft.js';
import { maxBindings } from './limits.js';
import { didYouMean } from './nearest.js';
import { list } from './phrase.js';
import type { Report } from './report.js';

export interface ResolvedPattern {
  readonly root: PatternNode;
  readonly bindings: readonly DraftBinding[];
}

export function resolvePattern(element: ElementAst, events: VisibleKinds, report: Report): ResolvedPattern {
  const bindings: DraftBinding[] = [];
  const root = resolveItem(element, bindings, events, report);
  reportSecondNames(bindings, report);
  const beyond = bindings[maxBindings];
  if (beyond !== undefined) {
    report(diagnostic('too-many-steps',
      `this pattern has ${bindings.length} steps and negated events, at most ${maxBindings} are allowed`, beyond.span));
  }
  return { root, bindings };
}

function resolveItem(
  item: ItemOfSequenceAst, bindings: DraftBinding[], events: VisibleKinds, report: Report,
): PatternNode {
  const { span } = item;
  switch (item.kind) {
    case 'step':
      return { kind: 'step', binding: bind(item, false, bindings, events, report), span };
    case 'negation':
      return { kind: 'negation', bindings: item.atoms.map((atom) => bind(atom, true, bindings, events, report)), span };
    case 'sequence':
      return { kind: 'sequence', items: item.items.map((one) => resolveItem(one, bindings, events, report)), span };
    case 'alternative':
      return {
        kind: 'alternative', branches: item.branches.map((one) => resolveItem(one, bindings, events, report)), span,
      };
  }
}

function bind(
  step: StepAst, negated: boolean, bindings: DraftBinding[], events: VisibleKinds, report: Report,
): number {
  if (step.count !== null) {
    report(step.count.least < 1n || step.count.least > 64n
      ? diagnostic('bad-count', `an array of at least ${step.count.least} events, expected 1 to 64`, step.count.span)
      : diagnostic('not-yet-supported', 'arrays of events are not yet supported', step.count.span));
  }
  const index = bindings.length;
  const kind = resolveKind(step.event, events, report);
  bindings.push({
    index, name: step.name?.text ?? null, event: step.event.text, kind, negated, isArray: step.count !== null,
    span: step.span,
  });
  return index;
}

function resolveKind(name: Name, events: VisibleKinds, report: Report): EventKind | null {
  const kind = events.kinds.get(name.text) ?? null;
  if (kind === null && events.isComplete && !events.broken.has(name.text)) {
    const known = [...events.kinds.keys()];
    report(diagnostic('unknown-kind', `there is no event kind '${name.text}'`, name.span, {
      hint: didYouMean(name.text, known) ?? `the kinds of this file's EVENTS are ${list(known)}`,
    }));
  }
  return kind;
}

function reportSecondNames(bindings: readonly DraftBinding[], report: Report): void {
  const first = new Map<string, DraftBinding>();
  for (const binding of bindings) {
    if (binding.name === null) {
      continue;
    }
    const before = first.get(binding.name);
    if (before === undefined) {
      first.set(binding.name, binding);
    } else {
      report(diagnostic('duplicate-name', `'${binding.name}' names two events of this pattern`, binding.span, {
        notes: [{ span: before.span, text: 'first here' }],
        hint: 'in an alternative each branch has names of its own',
      }));
    }
  }
}
