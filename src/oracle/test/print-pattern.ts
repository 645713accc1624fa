// The pattern of a random rule as text: in go its items, out come the text and what it names.

import type { ArraySpec, ItemSpec } from './rule-spec.js';

export interface Named {
  readonly name: string;
  readonly kind: number;
  readonly negated: boolean;
  readonly isArray: boolean;
}

export interface PrintedPattern {
  readonly text: string;
  /** In source order. */
  readonly bindings: readonly Named[];
}

export function printPattern(items: readonly ItemSpec[]): PrintedPattern {
  const bindings: Named[] = [];
  return { text: printItems(trimmed(items), bindings), bindings };
}

/** Negations first and last in a chain are not yet supported, and elsewhere mistakes. */
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
    bindings.push({ name, kind, negated, isArray: array !== null });
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
