// Makes a function of an expression, once for a whole trace: in go the expression and what makes functions of its
// leaves, out comes what gives its value for an event and what a run has stored.

import type { Literal, Members } from '../check/expression.js';
import type { PlanExpression, PlanLeaf } from '../plan/plan.js';
import type { BinaryOperator, UnaryOperator } from '../syntax/ast.js';
import { hasPrefix } from './address.js';
import { arithmetic, complement, negate } from './arithmetic.js';
import type { ContextValues } from './event.js';
import { compileGlob } from './glob.js';
import { fromBytes, integer, type Integer, type Value } from './value.js';

/**
 * `values` are the event's, by the layout of its kind; from cells[at] on stands what the run has stored. Null: a division
 * by zero leaves no value.
 */
export type Evaluate = (
  values: readonly Value[], cells: readonly Value[], at: number, context: ContextValues | null,
) => Value | null;

export interface Compiled {
  readonly evaluate: Evaluate;
  /** Never null. */
  readonly isTotal: boolean;
}

export type CompileLeaf = (leaf: PlanLeaf) => Compiled;

export type Condition = (values: readonly Value[], cells: readonly Value[], at: number) => boolean;

/** One that divides by zero does not hold. */
export function compileCondition(expression: PlanExpression, compileLeaf: CompileLeaf): Condition {
  const { evaluate } = compileExpression(expression, compileLeaf);
  return (values, cells, at) => {
    const value = evaluate(values, cells, at, null);
    return value !== 0 && value !== null;
  };
}

export function compileExpression(expression: PlanExpression, compileLeaf: CompileLeaf): Compiled {
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'address':
      return constant(literalValue(expression));
    case 'unary':
      return compileUnary(expression.operator, compileExpression(expression.operand, compileLeaf));
    case 'binary': {
      const left = compileExpression(expression.left, compileLeaf);
      if (expression.operator === 'LIKE') {
        return compileTest(left, compileGlob(patternOf(expression.right)));
      }
      return compileBinary(expression.operator, left, compileExpression(expression.right, compileLeaf));
    }
    case 'in':
      return compileTest(compileExpression(expression.operand, compileLeaf), membership(expression.set));
    default:
      return compileLeaf(expression);
  }
}

export function constant(value: Value): Compiled {
  return { evaluate: () => value, isTotal: true };
}

function literalValue(literal: Literal): Value {
  return literal.kind === 'integer' ? integer(literal.value) : fromBytes(literal.value);
}

function patternOf(expression: PlanExpression): string {
  if (expression.kind !== 'string') {
    throw new Error('LIKE without a literal on its right');
  }
  return fromBytes(expression.value);
}

function compileUnary(operator: UnaryOperator, { evaluate, isTotal }: Compiled): Compiled {
  const apply = unary[operator];
  return {
    isTotal,
    evaluate: (values, cells, at, context) => {
      const value = evaluate(values, cells, at, context);
      return value === null ? null : apply(value as Integer);
    },
  };
}

const unary: Readonly<Record<UnaryOperator, (operand: Integer) => Integer>> = {
  '!': (operand) => (operand === 0 ? 1 : 0),
  '~': complement,
  '-': negate,
};

function compileTest({ evaluate, isTotal }: Compiled, test: (value: Value) => boolean): Compiled {
  return {
    isTotal,
    evaluate: (values, cells, at, context) => {
      const value = evaluate(values, cells, at, context);
      return value === null ? null : test(value) ? 1 : 0;
    },
  };
}

function membership(set: Members): (value: Value) => boolean {
  switch (set.of) {
    case 'integers': {
      const members = new Set<Value>(set.members.map(integer));
      return (value) => members.has(value);
    }
    case 'strings': {
      const members = new Set<Value>(set.members.map(fromBytes));
      return (value) => members.has(value);
    }
    case 'addresses': {
      const prefixes = set.members.map(({ address, bits }) => ({ address: fromBytes(address), bits }));
      return (value) => prefixes.some(({ address, bits }) => hasPrefix(value as string, address, bits));
    }
  }
}

type Strict = Exclude<BinaryOperator, '&&' | '||' | 'LIKE'>;

function compileBinary(operator: Exclude<BinaryOperator, 'LIKE'>, left: Compiled, right: Compiled): Compiled {
  const isTotal = left.isTotal && right.isTotal;
  const [a, b] = [left.evaluate, right.evaluate];
  switch (operator) {
    // the right side is not asked for where the left one decides
    case '&&':
      return {
        isTotal,
        evaluate: (values, cells, at, context) => {
          const first = a(values, cells, at, context);
          return first === 0 || first === null ? first : truth(b(values, cells, at, context));
        },
      };
    case '||':
      return {
        isTotal,
        evaluate: (values, cells, at, context) => {
          const first = a(values, cells, at, context);
          return first === 0 ? truth(b(values, cells, at, context)) : first === null ? null : 1;
        },
      };
    case '/':
    case '%':
      return { isTotal: false, evaluate: compilePartial(operator, a, b) };
    default:
      return { isTotal, evaluate: isTotal ? compileTotal(operator, a, b) : compilePartial(operator, a, b) };
  }
}

function truth(value: Value | null): number | null {
  return value === null ? null : value === 0 ? 0 : 1;
}

/** Comparisons, which most conditions are, without a call for the operator. */
function compileTotal(operator: Strict, a: Evaluate, b: Evaluate): Evaluate {
  switch (operator) {
    case '==': return (values, cells, at, context) => (a(values, cells, at, context) === b(values, cells, at, context) ? 1 : 0);
    case '!=': return (values, cells, at, context) => (a(values, cells, at, context) !== b(values, cells, at, context) ? 1 : 0);
    case '<': return (values, cells, at, context) => (a(values, cells, at, context)! < b(values, cells, at, context)! ? 1 : 0);
    case '<=': return (values, cells, at, context) => (a(values, cells, at, context)! <= b(values, cells, at, context)! ? 1 : 0);
    case '>': return (values, cells, at, context) => (a(values, cells, at, context)! > b(values, cells, at, context)! ? 1 : 0);
    case '>=': return (values, cells, at, context) => (a(values, cells, at, context)! >= b(values, cells, at, context)! ? 1 : 0);
    default: {
      const operation = operations[operator];
      return (values, cells, at, context) => operation(a(values, cells, at, context)!, b(values, cells, at, context)!);
    }
  }
}

function compilePartial(operator: Strict, a: Evaluate, b: Evaluate): Evaluate {
  const operation = operations[operator];
  return (values, cells, at, context) => {
    const left = a(values, cells, at, context);
    const right = left === null ? null : b(values, cells, at, context);
    return left === null || right === null ? null : operation(left, right);
  };
}

const operations: Readonly<Record<Strict, (left: Value, right: Value) => Value | null>> = {
  ...(arithmetic as Readonly<Record<keyof typeof arithmetic, (left: Value, right: Value) => Value | null>>),
  '==': (left, right) => (left === right ? 1 : 0),
  '!=': (left, right) => (left === right ? 0 : 1),
  '<': (left, right) => (left < right ? 1 : 0),
  '<=': (left, right) => (left <= right ? 1 : 0),
  '>': (left, right) => (left > right ? 1 : 0),
  '>=': (left, right) => (left >= right ? 1 : 0),
  'STARTSWITH': (left, right) => ((left as string).startsWith(right as string) ? 1 : 0),
  'ENDSWITH': (left, right) => ((left as string).endsWith(right as string) ? 1 : 0),
  'CONTAINS': (left, right) => ((left as string).includes(right as string) ? 1 : 0),
};
