// Expressions: in goes a tree with what it may name, out comes the same with names and types resolved, or null where a
// mistake in it was reported.

import { diagnostic } from '../source/diagnostic.js';
import type { EventKind } from '../events/catalogue.js';
import type { ExpressionAst, Name } from '../syntax/ast.js';
import type { RuleScope } from './draft.js';
import { address, field, integer, signed, string } from './expression-types.js';
import { resolveAddress } from './resolve-address.js';
import { resolveCall, resolveFieldOf } from './resolve-call.js';
import { reportUnknownName, resolveConstant, type ConstantScope } from './resolve-constant.js';
import { resolveLookup } from './resolve-lookup.js';
import { resolveMembership } from './resolve-membership.js';
import { resolveField, resolveOwner } from './resolve-name.js';
import { typeBinary, typeUnary } from './type-operator.js';
import type { Report } from './report.js';
import type { RuleExpression } from './rule.js';

export function resolveExpression(tree: ExpressionAst, scope: RuleScope, report: Report): RuleExpression | null {
  const constants = constantScope(tree, scope);
  return resolve(tree);

  function resolve(node: ExpressionAst): RuleExpression | null {
    switch (node.kind) {
      case 'integer':
      case 'duration':
        return integer(node.value);
      case 'string':
        return string(node.value);
      case 'address': {
        const bytes = resolveAddress(node, report);
        return bytes === null ? null : address(bytes);
      }
      case 'constant':
        return resolveWord(node.name, scope, constants, report);
      case 'word':
        return resolveWord(node.word, scope, constants, report);
      case 'field': {
        const binding = resolveOwner(node.owner, scope, report);
        const found = binding === null ? null : resolveField(binding, node.field, report);
        if (binding === null || found === null) {
          return null;
        }
        if (scope.clause !== 'WHERE' && binding.negated) {
          report(diagnostic('bad-context', `'${node.owner.text}' is negated, so a match has no such event`,
            node.owner.span, { notes: [{ span: binding.span, text: 'negated here' }] }));
          return null;
        }
        if (scope.clause !== 'WHERE' && binding.array !== null) {
          const text = `${node.owner.text}).${node.field.text}`;
          report(diagnostic('needs-aggregate', `'${node.owner.text}' is an array of events, expected one value of it`,
            node.span, { hint: `first(${text} or last(${text}` }));
          return null;
        }
        return field(binding, found);
      }
      case 'fieldOf':
        return resolveFieldOf(node, scope, report);
      case 'index':
        return resolveLookup(node, node.keys.map(resolve), scope, report);
      case 'call':
        return resolveCall(node, scope, node === tree, report);
      case 'unary': {
        const operand = resolve(node.operand);
        return operand === null ? null : typeUnary(node, operand, report);
      }
      case 'binary': {
        const left = resolve(node.left);
        const right = resolve(node.right);
        return left === null || right === null ? null : typeBinary(node, left, right, report);
      }
      case 'in': {
        const operand = resolve(node.operand);
        return resolveMembership(node, operand, scope.file, constants, report);
      }
    }
  }
}

function resolveWord(name: Name, scope: RuleScope, constants: ConstantScope, report: Report): RuleExpression | null {
  if (scope.file.unsupported.has(name.text)) {
    return null;
  }
  const local = scope.locals.get(name.text);
  if (local !== undefined) {
    return local.value;
  }
  const step = scope.bindings.find((binding) => binding.name === name.text);
  const variable = scope.file.variables.get(name.text);
  if (variable !== undefined && step !== undefined) {
    report(diagnostic('shadowed-name', `'${name.text}' is a VAR and an event of this pattern`, name.span, {
      notes: [{ span: variable.span, text: 'the VAR' }, { span: step.span, text: 'the event' }],
      hint: 'give one of them another name',
    }));
    return null;
  }
  if (variable !== undefined) {
    return { kind: 'variable', variable: variable.index, type: signed };
  }
  const value = resolveConstant(name, constants, report);
  if (value !== 'unknown') {
    return value === null ? null : integer(value);
  }
  if (scope.file.sets.has(name.text)) {
    report(diagnostic('type-mismatch', `'${name.text}' is a SET, expected a value`, name.span, {
      hint: `a SET stands behind IN: x IN ${name.text}`,
    }));
  } else if (scope.file.tables.has(name.text)) {
    report(diagnostic('type-mismatch', `'${name.text}' is a TABLE, expected a value`, name.span, {
      hint: `a TABLE has a key: ${name.text}[...]`,
    }));
  } else if (step !== undefined) {
    report(diagnostic('type-mismatch', `'${name.text}' is an event, expected a value`, name.span, {
      hint: `name one of its fields: ${name.text}.TimeStamp`,
    }));
  } else {
    const { sets, variables, tables } = scope.file;
    reportUnknownName(name, constants, [...scope.locals.keys(), ...sets.keys(), ...variables.keys(), ...tables.keys()], report);
  }
  return null;
}

/** A word means what the kinds that its condition names declare; else what the pattern's do, else what any does. */
function constantScope(tree: ExpressionAst, scope: RuleScope): ConstantScope {
  const owners = new Set(ownersOf(tree));
  const kindsOf = (isMeant: (name: string | null) => boolean): readonly EventKind[] =>
    scope.bindings.flatMap((binding) => (binding.kind !== null && isMeant(binding.name) ? [binding.kind] : []));
  const named = kindsOf((name) => name !== null && owners.has(name));
  return {
    tiers: [named, kindsOf(() => true), [...scope.file.events.kinds.values()]],
    isComplete: scope.file.events.isComplete && scope.file.events.broken.size === 0,
  };
}

function ownersOf(tree: ExpressionAst): readonly string[] {
  switch (tree.kind) {
    case 'field':
    case 'fieldOf':
      return [tree.owner.text];
    case 'unary':
    case 'in':
      return ownersOf(tree.operand);
    case 'binary':
      return [...ownersOf(tree.left), ...ownersOf(tree.right)];
    case 'call':
      return tree.arguments.flatMap(ownersOf);
    case 'index':
      return tree.keys.flatMap(ownersOf);
    default:
      return [];
  }
}
