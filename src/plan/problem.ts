// States a checked rule as the automaton's problem: in goes a rule, out come its problem, in numbers, and what the numbers
// are of the rule.

import type { Problem } from '../automaton/automaton.js';
import type { CheckedRule } from '../check/rule.js';
import { readsOf } from '../check/statement-parts.js';
import type { EventField, EventKind } from '../events/catalogue.js';
import { findAbsences, type Absences } from './absence.js';
import { isEarly } from './early.js';
import { expressionKey } from './expression-key.js';
import { hasPending } from './key.js';
import type { PlanExpression, PredicatePlan } from './plan.js';
import { storeExpression, type Store, type StoreExpression } from './store.js';
import { makeTestBook, testChain, type Condition, type StoreTest } from './tests.js';
import { unrollChain, type WriteHow } from './unroll.js';

export interface RuleProblem {
  readonly problem: Problem;
  /** By the problem's kind. */
  readonly kinds: readonly ProblemKind[];
  /** By the problem's step; null: the deadline. */
  readonly steps: readonly { readonly binding: number | null }[];
  readonly tests: readonly StoreTest[];
  /** Its tests are the problem's behind the others. */
  readonly absences: Absences | null;
  /** By the problem's write. */
  readonly writes: readonly { readonly register: number; readonly how: WriteHow }[];
  /** By column, and then by what DO reads, over what is stored. */
  readonly told: readonly StoreExpression[];
}

export interface ProblemKind {
  readonly kind: EventKind;
  readonly predicates: readonly PredicatePlan[];
  /** Distinct lists of fields that give the key. */
  readonly views: readonly (readonly EventField[])[];
}

/** `keyFields`: by binding. */
export function stateProblem(store: Store, keyFields: readonly (readonly EventField[])[]): RuleProblem {
  const { rule, registers } = store;
  const told = [...rule.columns, ...readsOf(rule.reaction)].map(({ expression }) => storeExpression(store, expression, null));
  const tests = makeTestBook();
  const testsOf = rule.chains.map((chain) => testChain(store, tests, chain));
  const steps = makeSteps(store);
  const writes = makeNumbers<{ readonly register: number; readonly how: WriteHow }>();
  const awaits = makeNumbers<string>();
  const absences = findAbsences(rule);
  const chains = rule.chains.map((chain, index) => unrollChain({
    rule, registers, steps,
    writes: { write: (register, how) => writes.number({ register, how }) },
    awaits: (text) => awaits.number(text),
  }, chain, testsOf[index]!, absences === null ? null : tests.tests.length + absences.testOf[index]!));
  if (rule.windowNs !== null) {
    // Runs expire at an event that a binding's own conditions let through, whatever else its readings ask of it.
    rule.bindings.forEach(({ index }) => steps.step(index, []));
  }
  const kinds = gatherKinds(rule, steps.all, keyFields);
  return {
    problem: {
      nrKinds: kinds.length + (hasPending(rule) ? 1 : 0),
      steps: steps.all.map((step) => problemStep(rule, step, kinds, keyFields)),
      chains,
      deadline: hasPending(rule) ? steps.deadline : null,
      nrRegisters: registers.registers.length,
      moving: rule.selection.mode === 'any' ? 'any' : 'first',
      identity: identityOf(rule),
    },
    kinds: kinds.map(({ kind, predicates, views }) => ({ kind, predicates: [...predicates.values()], views })),
    steps: steps.all.map(({ binding }) => ({ binding })),
    tests: tests.tests,
    absences,
    writes: writes.all,
    told,
  };
}

/**
 * Where runs never become one, the identity is of no use, and chains that can only finish later are of none. Where runs
 * await their deadlines none finishes for another, and all are kept in pools.
 */
function identityOf(rule: CheckedRule): Problem['identity'] {
  const { mode, runs } = rule.selection;
  if (hasPending(rule)) {
    return 'unordered';
  }
  if (mode === 'all' || mode === 'any') {
    return 'fate';
  }
  return runs !== null ? 'unordered' : mode === 'latest' ? 'fate' : 'awaited';
}

interface DraftStep {
  /** Null: the deadline. */
  readonly binding: number | null;
  /** By their key. */
  readonly predicates: ReadonlyMap<string, PredicatePlan>;
}

interface DraftKind {
  readonly kind: EventKind;
  readonly predicates: ReadonlyMap<string, PredicatePlan>;
  readonly views: readonly (readonly EventField[])[];
}

function makeSteps(store: Store): {
  readonly all: readonly DraftStep[]; readonly deadline: number;
  step(binding: number, conditions: readonly Condition[]): number;
} {
  const all: DraftStep[] = hasPending(store.rule) ? [{ binding: null, predicates: new Map() }] : [];
  const known = new Map<string, number>();
  return {
    all,
    deadline: 0,
    step: (binding, conditions) => {
      const own = store.rule.bindings[binding]!.predicates.map(({ expression, span }) => ({
        expression: storeExpression(store, expression, { binding, isFirst: false }) as PlanExpression, span,
      }));
      const predicates = new Map([...own, ...conditions].map((one) => [expressionKey(one.expression), one]));
      const key = JSON.stringify([binding, ...[...predicates.keys()].sort()]);
      const index = known.get(key) ?? all.length;
      if (index === all.length) {
        known.set(key, index);
        all.push({ binding, predicates });
      }
      return index;
    },
  };
}

function gatherKinds(
  rule: CheckedRule, steps: readonly DraftStep[], keyFields: readonly (readonly EventField[])[],
): readonly DraftKind[] {
  const kinds = new Map<EventKind, { predicates: Map<string, PredicatePlan>; views: Map<string, readonly EventField[]> }>();
  for (const { index, kind } of rule.bindings) {
    const entry = kinds.get(kind) ?? { predicates: new Map(), views: new Map() };
    kinds.set(kind, entry);
    entry.views.set(nameKey(keyFields[index]!), keyFields[index]!);
    for (const step of steps.filter(({ binding }) => binding === index)) {
      step.predicates.forEach((predicate, key) => entry.predicates.set(key, entry.predicates.get(key) ?? predicate));
    }
  }
  return [...kinds].map(([kind, { predicates, views }]) => ({ kind, predicates: earlyFirst(predicates), views: [...views.values()] }));
}

function earlyFirst(predicates: ReadonlyMap<string, PredicatePlan>): ReadonlyMap<string, PredicatePlan> {
  const isLate = ([, { expression }]: readonly [string, PredicatePlan]): number => Number(!isEarly(expression));
  return new Map([...predicates].sort((a, b) => isLate(a) - isLate(b)));
}

/** Where a kind has several views, that of the step is one more predicate. The deadline is of a kind behind the others. */
function problemStep(
  rule: CheckedRule, step: DraftStep, kinds: readonly DraftKind[], keyFields: readonly (readonly EventField[])[],
): Problem['steps'][number] {
  const { binding } = step;
  if (binding === null) {
    return { kind: kinds.length, predicates: [] };
  }
  const { kind: of } = rule.bindings[binding]!;
  const kind = kinds.findIndex((one) => one.kind === of);
  const { predicates, views } = kinds[kind]!;
  const order = [...predicates.keys()];
  const view = views.findIndex((key) => nameKey(key) === nameKey(keyFields[binding]!));
  return {
    kind,
    predicates: [
      ...[...step.predicates.keys()].map((key) => order.indexOf(key)).sort((a, b) => a - b),
      ...(views.length > 1 ? [order.length + view] : []),
    ],
  };
}

function nameKey(fields: readonly EventField[]): string {
  return fields.map(({ name }) => name).join();
}

function makeNumbers<Thing>(): { readonly all: readonly Thing[]; number(thing: Thing): number } {
  const all: Thing[] = [];
  const known = new Map<string, number>();
  return {
    all,
    number: (thing) => {
      const key = JSON.stringify(thing);
      const index = known.get(key) ?? all.length;
      if (index === all.length) {
        known.set(key, index);
        all.push(thing);
      }
      return index;
    },
  };
}
