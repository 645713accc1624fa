// How a rule reads events of one kind, ready to run: in goes a reading of its plan, out come functions of the event's
// values and a run's cells.

import type { Assign, Cell, PlanExpression, ReadingSymbol, RuleReading, Update } from '../plan/plan.js';
import { arithmetic } from './arithmetic.js';
import { compileCondition, type CompileLeaf, type Condition } from './compile-expression.js';
import type { EventLayout } from './event.js';
import { placeOf } from './leaves.js';
import { startState, type Machine } from './machine.js';
import { compileAbsence, compileRemember, type IsAbsent, type Remember } from './memory.js';
import { integer, type Integer, type Value } from './value.js';

export interface Reader {
  readonly machine: Machine;
  /** Indices into the outcomes of the kind's conditions. */
  readonly predicates: readonly number[];
  /** From the truth of the predicates, and of what the plan's views add to it, to a letter. */
  readonly letters: readonly number[];
  /** By letter of an event alone: what depends on the run; null: nothing. */
  readonly tests: readonly (readonly Condition[] | null)[];
  /** By letter of an event alone: what is asked where it is to begin a run, in the bits behind; null: nothing. */
  readonly absences: readonly (readonly IsAbsent[] | null)[];
  /** By letter of an event alone: how it is remembered; null: it is not. */
  readonly remembers: readonly (readonly Remember[] | null)[];
  /** By letter of an event alone: whether it can begin a run. */
  readonly begins: readonly boolean[];
  /** By index into the automaton's takes: what a move stores; null: nothing. */
  readonly updates: readonly (readonly Store[] | null)[];
}

/** Writes to what stands from cells[at] on. */
export type Store = (values: readonly Value[], cells: Value[], at: number) => void;

/** `leaves` are those of the event; `ask` gives a condition on it its index among the kind's. */
export function buildReader(
  machine: Machine, reading: RuleReading, layout: EventLayout, leaves: CompileLeaf, ask: (condition: PlanExpression) => number,
): Reader {
  const { rule } = machine;
  const compileLeaf: CompileLeaf = (leaf) => {
    switch (leaf.kind) {
      case 'cell': {
        const place = machine.placeOf[leaf.cell]!;
        return { evaluate: (_, cells, at) => cells[at + place]!, isTotal: true };
      }
      case 'extreme': {
        const [from, place] = [placeOf(layout, leaf.field.name), machine.placeOf[leaf.cell]!];
        const pick = leaf.which === 'least' ? least : greatest;
        return { evaluate: (values, cells, at) => pick(cells[at + place]!, values[from]!), isTotal: true };
      }
      default:
        return leaves(leaf);
    }
  };
  const condition = (index: number): Condition => compileCondition(rule.tests[index]!.expression, compileLeaf);
  const byLetter = <Of>(of: (symbol: ReadingSymbol) => readonly Of[]): readonly (readonly Of[] | null)[] => {
    const found = new Array<readonly Of[] | null>(machine.nrLetters).fill(null);
    for (const symbol of reading.symbols) {
      const own = of(symbol);
      found[symbol.firstLetter] = own.length === 0 ? null : own;
    }
    return found;
  };
  const tests = byLetter((symbol) => symbol.tests.map(condition));
  const absences = byLetter((symbol) => symbol.absences.map((test) =>
    compileAbsence(rule.absent!.tests[test]!, machine, layout)));
  const own = new Set(reading.updates);
  return {
    machine,
    predicates: reading.predicates.map(({ expression }) => ask(expression)),
    letters: reading.letters,
    tests,
    absences,
    remembers: byLetter((symbol) => symbol.remembers.map((index) =>
      compileRemember(index, rule.absent!.remembered[index]!, machine, layout))),
    begins: tests.map((own, letter) =>
      canBegin(machine, letter, (own?.length ?? 0) + (absences[letter]?.length ?? 0))),
    updates: rule.takes.map((mask) => {
      const stores = rule.updates.flatMap((update, bit) =>
        (hasBit(mask, bit) && own.has(bit) ? compileUpdate(update, machine, layout) : []));
      return stores.length === 0 ? null : stores;
    }),
  };
}

function canBegin({ nrLetters, to, accepts }: Machine, letter: number, nrTests: number): boolean {
  const first = startState * nrLetters + letter;
  const isMove = (state: number): boolean => state !== 0;
  return to.subarray(first, first + 2 ** nrTests).some(isMove) || accepts.subarray(first, first + 2 ** nrTests).some(isMove);
}

function hasBit(mask: number, bit: number): boolean {
  return Math.floor(mask / 2 ** bit) % 2 === 1;
}

function compileUpdate(update: Update, { rule, placeOf: places }: Machine, layout: EventLayout): readonly Store[] {
  return update.assigns.map((assign) => compileAssign(assign, rule.cells[assign.cell]!, places, layout));
}

function compileAssign(assign: Assign, cell: Cell, places: readonly number[], layout: EventLayout): Store {
  const to = places[assign.cell]!;
  switch (assign.how) {
    case 'set': {
      const from = placeOf(layout, assign.field.name);
      const convert = conversion(assign.field.type, cell.type);
      return convert === null
        ? (values, cells, at) => void (cells[at + to] = values[from]!)
        : (values, cells, at) => void (cells[at + to] = convert(values[from]!));
    }
    case 'least':
    case 'greatest': {
      const [from, pick] = [placeOf(layout, assign.field.name), assign.how === 'least' ? least : greatest];
      return (values, cells, at) => void (cells[at + to] = pick(cells[at + to]!, values[from]!));
    }
    case 'add': {
      const from = placeOf(layout, assign.field.name);
      const add = arithmetic['+'];
      return (values, cells, at) => void (cells[at + to] = add(cells[at + to] as Integer, values[from] as Integer)!);
    }
    case 'one':
      return (_, cells, at) => void (cells[at + to] = 1);
    case 'increment':
      return (_, cells, at) => void (cells[at + to] = (cells[at + to] as number) + 1);
    case 'copy': {
      const from = places[assign.from]!;
      return (_, cells, at) => void (cells[at + to] = cells[at + from]!);
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
