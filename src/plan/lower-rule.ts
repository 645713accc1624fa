// One rule: in goes the checked rule with its key, out comes its plan but for its table, or why it is too large.

import { testName } from '../automaton/alphabet.js';
import type { Automaton, EventSymbol } from '../automaton/automaton.js';
import { buildAutomaton } from '../automaton/build.js';
import type { CheckedRule } from '../check/rule.js';
import type { EventKind } from '../events/catalogue.js';
import type { diagnostic } from '../source/diagnostic.js';
import { placeCells, type Cells } from './cells.js';
import { planTold } from './columns.js';
import { isEarly, leftOpen } from './early.js';
import type { RuleKey } from './key.js';
import { hasPending } from './key.js';
import { maxLetters, maxMoves, maxPredicates, maxSlots, maxStates, maxUpdates } from './limits.js';
import { mapLeaves } from './map-leaves.js';
import { nameSteps } from './names.js';
import type { AbsentPlan, PendingPlan, PlanExpression, RulePlan, RuleReading, RunStorage, TestPlan } from './plan.js';
import { stateProblem, type RuleProblem } from './problem.js';
import type { Store, StoreExpression } from './store.js';
import { makeRegisters, type Registers } from './values.js';

/** The index of what is looked up in a map for an event of a kind. */
export type GatherFor = (kind: EventKind, map: number, keys: readonly PlanExpression[]) => number;

type DiagnosticParts = Parameters<typeof diagnostic>;

interface Problem {
  readonly name: DiagnosticParts[0];
  readonly message: string;
  readonly span: CheckedRule['span'];
  readonly more: NonNullable<DiagnosticParts[3]>;
}

export type Lowered = { readonly rule: Omit<RulePlan, 'table'> } | { readonly problem: Problem };

export function lowerRule(
  rule: CheckedRule, index: number, key: RuleKey, pendingRuns: number, gatherFor: GatherFor,
): Lowered {
  const registers = makeRegisters();
  const stated = stateProblem(storeOf(rule, registers, gatherFor), key.fields);
  const crowded = stated.kinds.find(({ predicates, views }) => predicates.length + views.length - 1 > maxPredicates);
  if (crowded !== undefined) {
    return tooMuch(rule, 'too-many-predicates',
      `rule '${rule.name}' asks more than ${maxPredicates} different questions of an event of kind '${crowded.kind.name}'`,
      'use fewer conditions, or make two rules of it');
  }
  const automaton = buildAutomaton(stated.problem, {
    states: maxStates, letters: maxLetters,
    slots: rule.selection.runs === null && !hasPending(rule) ? maxSlots : maxStates,
  });
  if ('what' in automaton) {
    return tooMuch(rule, 'too-many-states', `rule '${rule.name}' needs more than ${automaton.limit} ${automaton.what}`,
      'use fewer alternatives, shorter arrays or fewer conditions over several events, or make two rules of it');
  }
  const nrMoves = automaton.states.length * automaton.alphabet.nrLetters;
  if (nrMoves > maxMoves) {
    return tooMuch(rule, 'too-many-states',
      `rule '${rule.name}' needs a table of ${automaton.states.length} states by ${automaton.alphabet.nrLetters} letters, `
      + `at most ${maxMoves} entries are allowed`, 'use fewer conditions over several events, or make two rules of it');
  }
  const stepNames = nameSteps(rule);
  const cells = placeCells(rule, stepNames, registers, stated, automaton);
  if (cells.updates.length > maxUpdates) {
    return tooMuch(rule, 'too-many-captures',
      `rule '${rule.name}' keeps something at ${cells.updates.length} places of its pattern, at most ${maxUpdates} are possible`,
      'return fields of fewer steps');
  }
  const split = splitClass(rule, registers, automaton);
  if (split !== null && rule.selection.runs !== null && rule.selection.mode !== 'all' && rule.selection.mode !== 'any') {
    return {
      problem: {
        name: 'split-identity',
        message: 'two branches of this pattern bind what this condition compares with different events, so that runs of '
          + `'${rule.selection.mode}' have no one value to tell them apart by`,
        span: rule.classes[split]!.span,
        more: { hint: 'make a rule of each branch, or write SELECT { all(N) }' },
      },
    };
  }
  const tests = planTests(stated, automaton, cells);
  const storage = storageOf(rule, stated, registers, automaton, cells, pendingRuns);
  return {
    rule: {
      index,
      name: rule.name,
      span: rule.span,
      automaton,
      key: key.components,
      windowNs: rule.windowNs,
      selection: rule.selection.mode,
      storage,
      isTimeless: storage.form === 'slots' && storage.runs <= 1 && !readsTime(rule, cells),
      pending: planPending(stated, automaton, pendingRuns),
      absent: planAbsent(stated),
      cells: cells.cells,
      updates: cells.updates,
      takes: cells.takes,
      ...planTold(rule, registers, stated, automaton, cells),
      tests: [...tests.values()],
      readings: readingsOf(stated, automaton, cells, [...tests.keys()]),
      steps: stated.steps.map(({ binding }) => ({ binding, name: binding === null ? 'deadline' : stepNames[binding]!.identifier })),
      bindingKinds: rule.bindings.map(({ kind }) => kind),
      stepNames,
    },
  };
}

/** Events whose kinds say when they were are in their order by that, and not by when they are read. */
function readsTime({ bindings }: CheckedRule, { updates }: Cells): boolean {
  return bindings.some(({ kind }) => kind.fields.get('TimeStamp')!.read !== 'standard')
    || updates.some(({ assigns }) => assigns.some((assign) => 'field' in assign && assign.field.name === 'TimeStamp'));
}

function storeOf(rule: CheckedRule, registers: Registers, gatherFor: GatherFor): Store {
  return { rule, registers, gather: (kind, map, keys) => gatherFor(kind, map, keys) };
}

function tooMuch(rule: CheckedRule, name: Problem['name'], message: string, hint: string): Lowered {
  return { problem: { name, message, span: rule.nameSpan, more: { hint } } };
}

/** A class that is stored in several groups; null where there is none. */
function splitClass(rule: CheckedRule, registers: Registers, { groups }: Automaton): number | null {
  const found = rule.classes.findIndex((_, joined) => {
    const register = registers.find({ of: 'class', joined });
    return register !== null && groups.filter((group) => group.register === register).length > 1;
  });
  return found === -1 ? null : found;
}

function storageOf(
  rule: CheckedRule, stated: RuleProblem, registers: Registers, automaton: Automaton, cells: Cells,
  pendingRuns: number,
): RunStorage {
  const { mode } = rule.selection;
  const isPool = hasPending(rule);
  if (rule.selection.runs === null && !isPool) {
    return { form: 'slots', runs: automaton.nrSlots };
  }
  const runs = rule.selection.runs ?? nrIdentities(automaton);
  const places = runs + (isPool ? pendingRuns : 0) + 1;
  if (mode === 'all' || mode === 'any') {
    return { form: 'pool', runs, places, identity: null };
  }
  // Not what conditions read: of two runs that differ in that, one stays.
  const comparedAt = (chain: number, place: number): readonly number[] => {
    const { places } = stated.problem.chains[chain]!;
    const compared = places.slice(place).flatMap(({ ends, next, extend, watched }) =>
      [ends, next, extend, ...watched].flatMap((reading) => reading?.tests ?? []))
      .filter(({ test }) => stated.tests[test]!.isOfClass).flatMap(({ reads }) => reads);
    return places[place]!.reads.filter((register) => compared.includes(register));
  };
  const identity = automaton.states.map(({ positions }) => {
    const read = new Set(positions.flatMap(({ chain, place }) => comparedAt(chain, place)));
    return registers.values.filter(({ stored, register }) => stored.is === 'class' && read.has(register))
      .map(({ index, register }) =>
        cells.cellOf(automaton.groups.findIndex((group) => group.register === register), index));
  });
  return { form: 'pool', runs, places, identity };
}

/** Of runs that are not pending: as many as a key can have where no values tell them apart. */
function nrIdentities({ states }: Automaton): number {
  return Math.max(1, new Set(states.filter(({ role, pending }) => role === 'live' && !pending).map(({ slot }) => slot)).size);
}

function planPending({ problem }: RuleProblem, { alphabet, states }: Automaton, limit: number): PendingPlan | null {
  const deadline = alphabet.symbols.find(({ allowed }) => problem.deadline !== null && allowed.includes(problem.deadline));
  return deadline === undefined ? null : {
    limit, firstState: states.findIndex(({ pending, role }) => pending || role === 'accepting'),
    deadlineLetter: deadline.firstLetter,
  };
}

function planAbsent({ absences, tests }: RuleProblem): AbsentPlan | null {
  return absences === null ? null : {
    remembered: absences.remembered,
    tests: absences.tests.map((test, index) => ({ ...test, problemTest: tests.length + index })),
  };
}

/** By the name of the test on its groups. */
function planTests(stated: RuleProblem, automaton: Automaton, cells: Cells): ReadonlyMap<string, TestPlan> {
  const tests = automaton.alphabet.symbols.flatMap((symbol) => symbol.tests).filter(({ test }) => test < stated.tests.length);
  return new Map(tests.map((one): [string, TestPlan] => {
    const { expression, span } = stated.tests[one.test]!;
    return [testName(one), { problemTest: one.test, span, expression: place(expression, one.reads, cells) }];
  }));
}

function place(
  expression: StoreExpression, groups: readonly number[], cells: Cells,
): PlanExpression {
  const cellOf = (value: number): number => {
    const group = groups.find((one) => cells.holds(one, value));
    if (group === undefined) {
      throw new Error('a test reads a value that its groups do not hold');
    }
    return cells.cellOf(group, value);
  };
  return mapLeaves(expression, (leaf): PlanExpression => {
    switch (leaf.kind) {
      case 'value': return { kind: 'cell', cell: cellOf(leaf.value), type: leaf.type };
      case 'extremeValue': return { ...leaf, kind: 'extreme', cell: cellOf(leaf.value) };
      default: return leaf;
    }
  });
}

function readingsOf(
  stated: RuleProblem, automaton: Automaton, cells: Cells, testNames: readonly string[],
): readonly RuleReading[] {
  const { alphabet, moves, states } = automaton;
  const remembered = stated.absences?.remembered ?? [];
  const remembers = ({ allowed }: EventSymbol): readonly number[] => [...remembered.keys()].filter((one) =>
    allowed.some((step) => stated.steps[step]!.binding === remembered[one]!.binding));
  return stated.kinds.map(({ kind, predicates, views }, problemKind) => {
    const symbols = alphabet.symbols.filter((symbol) => symbol.kind === problemKind);
    const own = moves.filter(({ letter }) => symbols.some(({ firstLetter, tests }) =>
      letter >= firstLetter && letter < firstLetter + 2 ** tests.length));
    const letters = alphabet.symbolOf[problemKind]!.map((symbol) =>
      alphabet.symbols.find(({ index }) => index === symbol)?.firstLetter ?? 0);
    const nrEarly = predicates.filter(({ expression }) => isEarly(expression)).length;
    return {
      kind,
      problemKind,
      predicates,
      nrEarly,
      early: leftOpen(letters, nrEarly),
      asked: predicates.map((_, index) => (index < nrEarly ? null : leftOpen(letters, index))),
      views: views.map((key) => ({ key })),
      letters,
      symbols: symbols.map((symbol) => {
        const ofRuns = symbol.tests.filter(({ test }) => test < stated.tests.length);
        return {
          firstLetter: symbol.firstLetter,
          tests: ofRuns.map((test) => testNames.indexOf(testName(test))),
          absences: symbol.tests.slice(ofRuns.length).map(({ test }) => test - stated.tests.length),
          remembers: remembers(symbol),
        };
      }),
      begins: own.some(({ from }) => states[from]!.role === 'start'),
      remembers: symbols.some((symbol) => remembers(symbol).length > 0),
      completes: own.some(({ to, any }) => (any === null ? states[to]!.role === 'accepting' : any.accepts !== 0)),
      updates: [...cells.updates.keys()].filter((update) => cells.updates[update]!.kind === kind),
    };
  });
}
