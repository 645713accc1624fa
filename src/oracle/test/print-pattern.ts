// The pattern of a random rule as text: in go its items, out come the text and what it names.

import type { ArraySpec, ItemSpec } from './rule-spec.js';

export interface Named {
  readonly name: string;
  readonly kind: number;
  readonly negated: boolean;
  readonly isArray: boolean;
  /** Of a negation: where it stands in the pattern. */
  readonly edge: 'first' | 'last' | null;
}

export interface PrintedPattern {
  readonly text: string;
  /** In source order. */
  readonly bindings: readonly Named[];
}

/** `hasEdges`: negations may stand first and last, as there is a window. */
export function printPattern(items: readonly ItemSpec[], hasEdges: boolean): PrintedPattern {
  const named: Named[] = [];
  const isStep = items.map(({ is }) => is !== 'not');
  const [from, to] = [isStep.indexOf(true), isStep.lastIndexOf(true) + 1];
  const middle = trimmed(from === -1 ? [] : items.slice(from, to));
  const leading = hasEdges ? items.slice(0, Math.max(0, from)) : [];
  const trailing = hasEdges && from !== -1 ? items.slice(to) : [];
  const text = printItems([...leading, ...middle, ...trailing], named);
  const steps = [...named.keys()].filter((index) => !named[index]!.negated);
  const [first, last] = [steps[0]!, steps[steps.length - 1]!];
  return {
    text, bindings: named.map((one, index) => ({ ...one, edge: index < first ? 'first' : index > last ? 'last' : null })),
  };
}

/** A negation at the edge of a chain is a mistake but in the outermost sequence. */
function trimmed(items: readonly ItemSpec[]): readonly ItemSpec[] {
  const left = trimEnd(trimStart(items));
  return left.length === 0 ? [{ is: 'step', kind: 0, array: null }] : left;
}

function trimStart(items: readonly ItemSpec[]): readonly ItemSpec[] {
  const [first, ...rest] = items;
  if (first === undefined || first.is === 'step') {
    return items;
  }
  if (first.is === 'not') {
    return trimStart(rest);
  }
  const branches = first.branches.map(trimStart).filter((branch) => branch.length > 0);
  return branches.length === 0 ? trimStart(rest) : [{ is: 'either', branches }, ...rest];
}

function trimEnd(items: readonly ItemSpec[]): readonly ItemSpec[] {
  const mirror = (list: readonly ItemSpec[]): readonly ItemSpec[] => [...list].reverse().map((item) =>
    item.is === 'either' ? { ...item, branches: item.branches.map(mirror) } : item);
  return mirror(trimStart(mirror(items)));
}

function printItems(items: readonly ItemSpec[], bindings: Named[]): string {
  const texts = items.map((item) => printItem(item, bindings));
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

function printItem(item: ItemSpec, bindings: Named[]): string {
  const bind = (kind: number, negated: boolean, array: ArraySpec | null): string => {
    const name = `n${bindings.length}`;
    bindings.push({ name, kind, negated, isArray: array !== null, edge: null });
    return `k${kind}${array === null ? '' : printCount(array)}:${name}`;
  };
  switch (item.is) {
    case 'step':
      return bind(item.kind, false, item.array);
    case 'not': {
      const atoms = item.kinds.map((kind) => bind(kind, true, null));
      return atoms.length === 1 ? `~${atoms[0]!}` : `~(${atoms.join('|')})`;
    }
    case 'either':
      return `(${item.branches.map((branch) => printBranch(branch, bindings)).join(' | ')})`;
  }
}

function printCount({ least, open, spelling }: ArraySpec): string {
  return open ? (spelling === 0 ? `[>=${least}]` : `[>${least - 1}]`) : `[${spelling === 0 ? '' : '='}${least}]`;
}

/** A branch of negations alone is no branch; a single negation in brackets would be one. */
function printBranch(branch: readonly ItemSpec[], bindings: Named[]): string {
  const text = printItems(branch, bindings);
  return text.startsWith('~') ? `[${text}]` : text;
}
