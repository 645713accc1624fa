// The words of a pattern: in goes its tree, out come its bindings in source order and a tree that refers to them.

import { diagnostic } from '../source/diagnostic.js';
import type { EventKind } from '../events/catalogue.js';
import type { VisibleKinds } from '../events/read-catalogue.js';
import type { ElementAst, ItemOfSequenceAst, Name, StepAst } from '../syntax/ast.js';
import type { DraftBinding, PatternNode } from './draft.js';
import { maxArrayLeast, maxBindings } from './limits.js';
import { didYouMean } from './nearest.js';
import { listSome } from './phrase.js';
import type { Report } from './report.js';

export interface ResolvedPattern {
  readonly root: PatternNode;
  readonly bindings: readonly DraftBinding[];
}

/** Null where there are too many bindings to look at. */
export function resolvePattern(element: ElementAst, events: VisibleKinds, report: Report): ResolvedPattern | null {
  const bindings: DraftBinding[] = [];
  const root = resolveItem(element, bindings, report, kindsByName(events, report));
  const beyond = bindings[maxBindings];
  if (beyond !== undefined) {
    report(diagnostic('too-many-steps',
      `this pattern has ${bindings.length} steps and negated events, at most ${maxBindings} are allowed`, beyond.span));
    return null;
  }
  reportSecondNames(bindings, report);
  return { root, bindings };
}

type KindOf = (name: Name) => EventKind | null;

function resolveItem(
  item: ItemOfSequenceAst, bindings: DraftBinding[], report: Report, kindOf: KindOf,
): PatternNode {
  const { span } = item;
  switch (item.kind) {
    case 'step':
      return { kind: 'step', binding: bind(item, false, bindings, report, kindOf), span };
    case 'negation':
      return { kind: 'negation', bindings: item.atoms.map((atom) => bind(atom, true, bindings, report, kindOf)), span };
    case 'sequence':
      return { kind: 'sequence', items: item.items.map((one) => resolveItem(one, bindings, report, kindOf)), span };
    case 'alternative':
      return {
        kind: 'alternative', branches: item.branches.map((one) => resolveItem(one, bindings, report, kindOf)), span,
      };
  }
}

function bind(
  step: StepAst, negated: boolean, bindings: DraftBinding[], report: Report, kindOf: KindOf,
): number {
  const index = bindings.length;
  bindings.push({
    index, name: step.name?.text ?? null, event: step.event.text, kind: kindOf(step.event), negated,
    array: step.count === null ? null : resolveCount(step.count, report), span: step.span,
  });
  return index;
}

/** A count that is out of range is brought into it, so that what is said of the array's name still fits. */
function resolveCount(count: NonNullable<StepAst['count']>, report: Report): DraftBinding['array'] {
  const { least, open, span } = count;
  if (least >= 1n && least <= BigInt(maxArrayLeast)) {
    return { least: Number(least), open };
  }
  report(diagnostic('bad-count',
    `an array of ${open ? 'at least ' : ''}${least} events, expected 1 to ${maxArrayLeast}`, span));
  return { least: 1, open };
}

/** A kind that does not exist is reported where it first stands. */
function kindsByName(events: VisibleKinds, report: Report): KindOf {
  const reported = new Set<string>();
  return (name) => {
    const kind = events.kinds.get(name.text) ?? null;
    if (kind === null && events.isComplete && !events.broken.has(name.text) && !reported.has(name.text)) {
      reported.add(name.text);
      const known = [...events.kinds.keys()];
      report(diagnostic('unknown-kind', `there is no event kind '${name.text}'`, name.span, {
        hint: didYouMean(name.text, known) ?? `the kinds of this file's EVENTS are ${listSome(known)}`,
      }));
    }
    return kind;
  };
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
