// How a rule reads events of one kind, ready to run: in goes a reading of its plan, out come functions of the event's
// values and a run's cells.

import type { Assign, Cell, RulePlan, RuleReading, Update } from '../plan/plan.js';
import { arithmetic } from './arithmetic.js';
import { compileCondition, constant, type Compiled, type CompileLeaf, type Condition } from './compile-expression.js';
import type { EventLayout } from './event.js';
import { startState, type Machine } from './machine.js';
import { integer, type Integer, type Value } from './value.js';

export interface Reader {
  readonly machine: Machine;
  readonly predicates: readonly Condition[];
  /** From the truth of the predicates, and of what the plan's views add to it, to a letter. */
  readonly letters: readonly number[];
  /** By letter of an event alone: what depends on the run; null: nothing. */
  readonly tests: readonly (readonly Condition[] | null)[];
  /** By letter of an event alone: whether it can begin a run. */
  readonly begins: readonly boolean[];
  /** By index into the automaton's takes: what a move stores; null: nothing. */
  readonly updates: readonly (readonly Store[] | null)[];
}

export type Store = (values: readonly Value[], cells: Value[]) => void;

/** `compileGathered` makes a function of what the kind looks up in maps. */
export function buildReader(
  machine: Machine, reading: RuleReading, layout: EventLayout, variables: ReadonlyMap<number, bigint>,
  compileGathered: (gather: number) => Compiled,
): Reader {
  const { rule } = machine;
  const compileLeaf: CompileLeaf = (leaf) => {
    switch (leaf.kind) {
      case 'event': {
        const at = placeOf(layout, leaf.field.name);
        return { evaluate: (values) => values[at]!, isTotal: true };
      }
      case 'cell': {
        const { cell } = leaf;
        return { evaluate: (_, cells) => cells[cell]!, isTotal: true };
      }
      case 'extreme': {
        const [at, { cell }, pick] = [placeOf(layout, leaf.field.name), leaf, leaf.which === 'least' ? least : greatest];
        return { evaluate: (values, cells) => pick(cells[cell]!, values[at]!), isTotal: true };
      }
      case 'gathered':
        return compileGathered(leaf.gather);
      case 'variable':
        return constant(integer(variables.get(leaf.variable) ?? 0n));
      case 'lookup':
      case 'context':
        throw new Error(`a condition of rule ${rule.name} reads a ${leaf.kind}`);
    }
  };
  const condition = (index: number): Condition => compileCondition(rule.tests[index]!.expression, compileLeaf);
  const tests = new Array<readonly Condition[] | null>(machine.nrLetters).fill(null);
  for (const symbol of reading.symbols.filter((one) => one.tests.length > 0)) {
    tests[symbol.firstLetter] = symbol.tests.map(condition);
  }
  const own = new Set(reading.updates);
  return {
    machine,
    predicates: reading.predicates.map(({ expression }) => compileCondition(expression, compileLeaf)),
    letters: reading.letters,
    tests,
    begins: tests.map((own, letter) => canBegin(machine, letter, own?.length ?? 0)),
    updates: rule.takes.map((mask) => {
      const stores = rule.updates.flatMap((update, bit) =>
        (hasBit(mask, bit) && own.has(bit) ? compileUpdate(update, rule, layout) : []));
      return stores.length === 0 ? null : stores;
    }),
  };
}

function canBegin({ nrLetters, to, accepts }: Machine, letter: number, nrTests: number): boolean {
  const first = startState * nrLetters + letter;
  const isMove = (state: number): boolean => state !== 0;
  return to.subarray(first, first + 2 ** nrTests).some(isMove) || accepts.subarray(first, first + 2 ** nrTests).some(isMove);
}

export function placeOf(layout: EventLayout, field: string): number {
  const at = layout.fieldAt.get(field);
  if (at === undefined) {
    throw new Error(`the plan reads '${field}', which it does not list`);
  }
  return at;
}

function hasBit(mask: number, bit: number): boolean {
  return Math.floor(mask / 2 ** bit) % 2 === 1;
}

function compileUpdate(update: Update, rule: RulePlan, layout: EventLayout): readonly Store[] {
  return update.assigns.map((assign) => compileAssign(assign, rule.cells[assign.cell]!, layout));
}

function compileAssign(assign: Assign, to: Cell, layout: EventLayout): Store {
  const { cell } = assign;
  switch (assign.how) {
    case 'set': {
      const at = placeOf(layout, assign.field.name);
      const convert = conversion(assign.field.type, to.type);
      return convert === null
        ? (values, cells) => void (cells[cell] = values[at]!)
        : (values, cells) => void (cells[cell] = convert(values[at]!));
    }
    case 'least':
    case 'greatest': {
      const [at, pick] = [placeOf(layout, assign.field.name), assign.how === 'least' ? least : greatest];
      return (values, cells) => void (cells[cell] = pick(cells[cell]!, values[at]!));
    }
    case 'add': {
      const at = placeOf(layout, assign.field.name);
      return (values, cells) => void (cells[cell] = arithmetic['+'](cells[cell] as Integer, values[at] as Integer)!);
    }
    case 'one':
      return (_, cells) => void (cells[cell] = 1);
    case 'increment':
      return (_, cells) => void (cells[cell] = (cells[cell] as number) + 1);
    case 'copy': {
      const { from } = assign;
      return (_, cells) => void (cells[cell] = cells[from]!);
    }
  }
}

/** Null where the cell holds every value of the field. */
function conversion(from: Cell['type'], to: Cell['type']): ((value: Value) => Value) | null {
  if (to.kind !== 'integer' || (from.kind === 'integer' && from.bits === to.bits && from.signed === to.signed)) {
    return null;
  }
  const cut = to.signed ? BigInt.asIntN : BigInt.asUintN;
  return (value) => integer(cut(to.bits, BigInt(value)));
}

function least(left: Value, right: Value): Value {
  return left < right ? left : right;
}

function greatest(left: Value, right: Value): Value {
  return left > right ? left : right;
}
