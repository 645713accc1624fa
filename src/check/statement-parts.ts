// What statements of DO are made of: in goes a reaction, out come its statements and expressions.

import type { RuleExpression, Statement } from './rule.js';

/** In source order, those of both branches of an if among them. */
export function allStatements(reaction: readonly Statement[]): readonly Statement[] {
  return reaction.flatMap((one) => (one.kind === 'if' ? [one, ...allStatements(one.then), ...allStatements(one.else)] : [one]));
}

/** What the statement itself reads, in source order; that of what an if decides is not its own. */
export function expressionsOf(statement: Statement): readonly RuleExpression[] {
  switch (statement.kind) {
    case 'let':
      return [statement.value];
    case 'set':
    case 'add':
      return [...keysOf(statement.target), statement.value];
    case 'delete':
      return statement.target.keys;
    case 'if':
      return [statement.condition];
    case 'log':
    case 'emit':
      return statement.values;
    case 'signal':
    case 'deny':
      return [];
  }
}

export function keysOf(target: (Statement & { readonly kind: 'set' })['target']): readonly RuleExpression[] {
  return target.kind === 'entry' ? target.keys : [];
}

/** All that a reaction reads, with the statement that does. */
export function readsOf(
  reaction: readonly Statement[],
): readonly { readonly expression: RuleExpression; readonly span: Statement['span'] }[] {
  return allStatements(reaction).flatMap((one) =>
    expressionsOf(one).map((expression) => ({ expression, span: one.span })));
}
