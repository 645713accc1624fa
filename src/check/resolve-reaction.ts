// DO: in goes its tree, out come statements in which names and types are resolved; what is wrong was reported, and left out.

import { diagnostic } from '../source/diagnostic.js';
import type { Name, StatementAst, TargetAst } from '../syntax/ast.js';
import { printExpression } from '../syntax/print-expression.js';
import type { Clause } from './collect-clauses.js';
import { sortOfName, type Local, type RuleScope } from './draft.js';
import { dividesByZero } from './expression-parts.js';
import { signed } from './expression-types.js';
import { fold } from './fold.js';
import { maxLocals, maxStatements } from './limits.js';
import { didYouMean } from './nearest.js';
import { callType } from './phrase.js';
import type { Report } from './report.js';
import { isFunction } from './resolve-call.js';
import { reportWithheld } from './resolve-columns.js';
import { resolveExpression } from './resolve-expression.js';
import { resolveReactionCall } from './resolve-reaction-call.js';
import type { Chain, EntryTarget, RuleExpression, RuleLeaf, Statement, Target } from './rule.js';

type Tree<Kind extends StatementAst['kind']> = StatementAst & { readonly kind: Kind };

export function resolveReaction(
  clause: Clause<'do'>, scope: RuleScope, chains: readonly Chain[] | null, report: Report,
): readonly Statement[] {
  const beyond = countedTrees(clause.body)[maxStatements];
  if (beyond !== undefined) {
    report(diagnostic('too-large', `more than ${maxStatements} statements in this DO, at most ${maxStatements} are allowed`,
      beyond.span));
    return [];
  }
  let nrLocals = 0;
  return resolveBlock(clause.body, scope);

  function resolveBlock(trees: readonly StatementAst[], outer: RuleScope): readonly Statement[] {
    let inner = outer;
    return trees.flatMap((tree) => {
      if (tree.kind !== 'let') {
        return resolveStatement(tree, inner) ?? [];
      }
      const { statement, local } = resolveLet(tree, inner, outer.locals);
      inner = { ...inner, locals: new Map([...inner.locals, [tree.name.text, local]]) };
      return statement ?? [];
    });
  }

  function resolveStatement(tree: Exclude<StatementAst, Tree<'let'>>, inner: RuleScope): Statement | null {
    const { span } = tree;
    switch (tree.kind) {
      case 'assign': {
        const target = resolveTarget(tree.target, inner);
        const value = resolveInteger(tree.value, 'what is written', inner);
        if (target === null || value === null) {
          return null;
        }
        warnOfLostUpdate(tree, report);
        return tree.operator === '=' ? { kind: 'set', target, value, span }
          : { kind: 'add', target, span, value: tree.operator === '+=' ? value
            : fold<RuleLeaf>({ kind: 'unary', operator: '-', operand: value, type: signed }) };
      }
      case 'step': {
        const target = resolveTarget(tree.target, inner);
        const value: RuleExpression = { kind: 'integer', value: tree.operator === '++' ? 1n : -1n, type: signed };
        return target === null ? null : { kind: 'add', target, value, span };
      }
      case 'delete': {
        const target = resolveTarget(tree.target, inner);
        if (target?.kind === 'variable') {
          report(diagnostic('not-assignable', `'${tree.target.name.text}' is a VAR, expected an entry of a TABLE`,
            tree.target.span, { hint: `${tree.target.name.text} = 0;` }));
          return null;
        }
        return target === null ? null : { kind: 'delete', target, span };
      }
      case 'if': {
        const condition = resolveInteger(tree.condition, 'a condition', inner);
        const [then, otherwise] = [resolveBlock(tree.then, inner), resolveBlock(tree.else ?? [], inner)];
        return condition === null ? null : { kind: 'if', condition, then, else: otherwise, span };
      }
      case 'call':
        return resolveReactionCall(tree, inner, chains, (value) => resolveValue(value, inner), report);
    }
  }

  /** `around`: what blocks around this one have named. */
  function resolveLet(
    { name, value: tree, span }: Tree<'let'>, inner: RuleScope, around: RuleScope['locals'],
  ): { readonly statement: Statement | null; readonly local: Local } {
    const value = resolveValue(tree, inner);
    checkLetName(name, inner, around);
    if (value === null || value.type.kind !== 'integer') {
      return { statement: null, local: { value, span: name.span } };
    }
    const local = nrLocals++;
    if (local === maxLocals) {
      report(diagnostic('too-large', `more than ${maxLocals} integers are named by let in this DO, at most ${maxLocals} are allowed`,
        span));
    }
    return {
      statement: { kind: 'let', local, name: name.text, value, span },
      local: { value: { kind: 'local', local, type: value.type }, span: name.span },
    };
  }

  function checkLetName(name: Name, { file, bindings, locals }: RuleScope, around: RuleScope['locals']): void {
    const before = locals.get(name.text);
    const step = bindings.find((one) => one.name === name.text);
    const other = sortOfName(name.text, file);
    if (before !== undefined && !around.has(name.text)) {
      report(diagnostic('duplicate-name', `'${name.text}' is named twice`, name.span, {
        notes: [{ span: before.span, text: 'first here' }], hint: 'what let names keeps its value: use another name, or a VAR',
      }));
    } else if (before !== undefined || step !== undefined || other !== null) {
      const place = before?.span ?? step?.span ?? null;
      report(diagnostic('shadowed-name', `'${name.text}' is ${
        before !== undefined ? 'named outside already' : step !== undefined ? 'an event of this pattern' : `a ${other}`}`, name.span, {
        notes: place === null ? [] : [{ span: place, text: 'here' }], hint: 'use another name',
      }));
    } else if ([...file.events.kinds.values()].some(({ constants }) => constants.has(name.text))) {
      report(diagnostic('shadowed-name', `'${name.text}' is a constant of this file's events`, name.span, {
        hint: 'use another name',
      }));
    }
  }

  function resolveTarget(tree: TargetAst, inner: RuleScope): Target | null {
    const { name, keys, span } = tree;
    const variable = scope.file.variables.get(name.text);
    const local = inner.locals.get(name.text);
    if (keys !== null) {
      const entry = resolveValue({ kind: 'index', table: name, keys, span }, inner);
      return entry === null || entry.kind !== 'lookup' ? null : entryOf(entry);
    }
    if (local !== undefined) {
      report(diagnostic('not-assignable', `'${name.text}' is named by let, and keeps its value`, name.span, {
        notes: [{ span: local.span, text: 'here' }], hint: 'what changes is a VAR or an entry of a TABLE',
      }));
    } else if (variable !== undefined) {
      return { kind: 'variable', variable: variable.index };
    } else if (scope.file.tables.has(name.text)) {
      report(diagnostic('not-assignable', `'${name.text}' is a TABLE, expected an entry of it`, name.span, {
        hint: `${name.text}[KEY]`,
      }));
    } else if (sortOfName(name.text, scope.file) === 'SET' || scope.bindings.some((one) => one.name === name.text)) {
      report(diagnostic('not-assignable', `'${name.text}' is ${scope.file.sets.has(name.text) ? 'a SET' : 'an event'}, expected a VAR `
        + 'or an entry of a TABLE', name.span));
    } else {
      report(diagnostic('unknown-name', `there is no VAR '${name.text}'`, name.span, {
        hint: didYouMean(name.text, scope.file.variables.keys()) ?? `declare it outside of rules: VAR ${name.text}`,
      }));
    }
    return null;
  }

  function resolveInteger(tree: StatementTree, what: string, inner: RuleScope): RuleExpression | null {
    const value = resolveValue(tree, inner);
    if (value !== null && value.type.kind !== 'integer') {
      report(diagnostic('type-mismatch', `${what} is an integer, but this is ${callType(value)}`, tree.span));
      return null;
    }
    return value;
  }

  function resolveValue(tree: StatementTree, inner: RuleScope): RuleExpression | null {
    if (tree.kind === 'call' && !isFunction(tree.function.text) && inner.locals.has(tree.function.text)) {
      report(diagnostic('unknown-function', `'${tree.function.text}' is named by let, and is no function`, tree.span));
      return null;
    }
    const resolved = resolveExpression(tree, inner, report);
    reportWithheld(tree, inner, chains, report);
    const value = resolved === null ? null : fold(resolved);
    if (value !== null && dividesByZero(value)) {
      report(diagnostic('always-false', 'a division by zero has no value', tree.span));
      return null;
    }
    return value;
  }
}

type StatementTree = Tree<'let'>['value'];

/** `v = v + e` reads first and writes then: only += loses nothing in between. */
function warnOfLostUpdate({ target: { name, keys, span }, operator, value }: Tree<'assign'>, report: Report): void {
  if (operator !== '=' || value.kind !== 'binary' || (value.operator !== '+' && value.operator !== '-')) {
    return;
  }
  const target = keys === null ? name.text : printExpression({ kind: 'index', table: name, keys, span });
  const [left, right] = [printExpression(value.left), printExpression(value.right)];
  const by = left === target ? value.right : right === target && value.operator === '+' ? value.left : null;
  if (by !== null) {
    report(diagnostic('lost-update', `'${target}' is read and then written, and what others add meanwhile is lost`, value.span, {
      hint: `${target} ${value.operator}= ${printExpression(by)};`,
    }));
  }
}

function entryOf({ table, keys }: Extract<RuleExpression, { readonly kind: 'lookup' }>): EntryTarget {
  return { kind: 'entry', table, keys };
}

/** In source order, those of both branches of an if among them. */
function countedTrees(trees: readonly StatementAst[]): readonly StatementAst[] {
  return trees.flatMap((one) => (one.kind === 'if' ? [one, ...countedTrees(one.then), ...countedTrees(one.else ?? [])] : [one]));
}
