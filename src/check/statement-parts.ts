// What statements of DO are made of: in goes a reaction, out come its statements, what they read and write, or the same
// statements over something else than expressions.

import type { EntryTarget, RuleExpression, Statement, Target } from './rule.js';

/** In source order, those of both branches of an if among them. */
export function allStatements<Value>(reaction: readonly Statement<Value>[]): readonly Statement<Value>[] {
  return reaction.flatMap((one) => (one.kind === 'if' ? [one, ...allStatements(one.then), ...allStatements(one.else)] : [one]));
}

/** What the statement itself reads, in source order; that of what an if decides is not its own. */
export function valuesOf<Value>(statement: Statement<Value>): readonly Value[] {
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
    case 'override':
    case 'nice':
      return [];
  }
}

function keysOf<Value>(target: Target<Value>): readonly Value[] {
  return target.kind === 'entry' ? target.keys : [];
}

/** All that a reaction reads, in source order, with the place of the statement that does. */
export function readsOf(
  reaction: readonly Statement[],
): readonly { readonly expression: RuleExpression; readonly span: Statement['span'] }[] {
  return allStatements(reaction).flatMap((one) => valuesOf(one).map((expression) => ({ expression, span: one.span })));
}

/** What a reaction writes, in source order. */
export function targetsOf<Value>(reaction: readonly Statement<Value>[]): readonly Target<Value>[] {
  return allStatements(reaction).flatMap((one) =>
    (one.kind === 'set' || one.kind === 'add' || one.kind === 'delete' ? [one.target] : []));
}

/** `of` is asked for each value once, in source order. */
export function mapValues<From, To>(
  reaction: readonly Statement<From>[], of: (value: From) => To,
): readonly Statement<To>[] {
  const entry = (target: EntryTarget<From>): EntryTarget<To> => ({ ...target, keys: target.keys.map((key) => of(key)) });
  const place = (target: Target<From>): Target<To> => (target.kind === 'entry' ? entry(target) : target);
  return reaction.map((one): Statement<To> => {
    switch (one.kind) {
      case 'let':
        return { ...one, value: of(one.value) };
      case 'set':
      case 'add': {
        const target = place(one.target);
        return { ...one, target, value: of(one.value) };
      }
      case 'delete':
        return { ...one, target: entry(one.target) };
      case 'if': {
        const condition = of(one.condition);
        const then = mapValues(one.then, of);
        return { ...one, condition, then, else: mapValues(one.else, of) };
      }
      case 'log':
      case 'emit':
        return { ...one, values: one.values.map((value) => of(value)) };
      case 'signal':
      case 'deny':
      case 'override':
      case 'nice':
        return one;
    }
  });
}
