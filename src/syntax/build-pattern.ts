// Patterns: in go the parts of a grammar rule, in its order, out comes the node of the tree.

import { join, type Span } from '../source/span.js';
import type {
  AlternativeAst, ElementAst, ItemOfSequenceAst, Name, NegationAst, SequenceAst, StepAst,
} from './ast.js';
import { elements, type List } from './list.js';
import type { Token } from './token.js';

type Integer = Extract<Token, { type: 'integer' }>;

/** A count before its brackets are known. */
interface Count {
  readonly open: boolean;
  readonly least: bigint;
}

export function step(event: Name): StepAst {
  return { kind: 'step', event, count: null, name: null, span: event.span };
}

export function namedStep(event: Name, _colon: Token, name: Name): StepAst {
  return { kind: 'step', event, count: null, name, span: join(event.span, name.span) };
}

export function array(event: Name, open: Token, count: Count, close: Token): StepAst {
  const span = join(open.span, close.span);
  return { kind: 'step', event, count: { ...count, span }, name: null, span: join(event.span, span) };
}

export function namedArray(
  event: Name, open: Token, count: Count, close: Token, _colon: Token, name: Name,
): StepAst {
  return { ...array(event, open, count, close), name, span: join(event.span, name.span) };
}

export function countOf(least: Integer): Count {
  return { open: false, least: least.integer };
}

export function countEqual(_equals: Token, least: Integer): Count {
  return { open: false, least: least.integer };
}

/** `[>n]`: one more than n at the least */
export function countAbove(_above: Token, bound: Integer): Count {
  return { open: true, least: bound.integer + 1n };
}

export function countFrom(_from: Token, least: Integer): Count {
  return { open: true, least: least.integer };
}

export function sequence(open: Token, items: List<ItemOfSequenceAst>, close: Token): SequenceAst {
  return { kind: 'sequence', items: elements(items), span: join(open.span, close.span) };
}

export function negationOfOne(tilde: Token, atom: StepAst): NegationAst {
  return { kind: 'negation', atoms: [atom], span: join(tilde.span, atom.span) };
}

export function negation(tilde: Token, _open: Token, atoms: List<StepAst>, close: Token): NegationAst {
  return { kind: 'negation', atoms: elements(atoms), span: join(tilde.span, close.span) };
}

/** Parentheses around one element are only that. */
export function alternative(open: Token, branches: List<ElementAst>, close: Token): ElementAst {
  const span: Span = join(open.span, close.span);
  const node: AlternativeAst = { kind: 'alternative', branches: elements(branches), span };
  return branches.length === 1 ? branches.last : node;
}
