// States a checked rule as the automaton's problem: in goes a rule, out come its problem, in numbers, and what the numbers
// are of the rule.

import type { Problem } from '../automaton/automaton.js';
import type { CheckedRule } from '../check/rule.js';
import type { EventField, EventKind } from '../events/catalogue.js';
import { expressionKey } from './expression-key.js';
import type { PlanExpression, PredicatePlan } from './plan.js';
import { storeExpression, type Store, type StoreExpression } from './store.js';
import { makeTestBook, testChain, type Condition, type StoreTest } from './tests.js';
import { unrollChain, type WriteHow } from './unroll.js';

export interface RuleProblem {
  readonly problem: Problem;
  /** By the problem's kind. */
  readonly kinds: readonly ProblemKind[];
  /** By the problem's step. */
  readonly steps: readonly { readonly binding: number }[];
  readonly tests: readonly StoreTest[];
  /** By the problem's write. */
  readonly writes: readonly { readonly register: number; readonly how: WriteHow }[];
  /** By column, over what is stored. */
  readonly columns: readonly StoreExpression[];
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
  const columns = rule.columns.map(({ expression }) => storeExpression(store, expression, null));
  const tests = makeTestBook();
  const testsOf = rule.chains.map((chain) => testChain(store, tests, chain));
  const steps = makeSteps(store);
  const writes = makeNumbers<{ readonly register: number; readonly how: WriteHow }>();
  const awaits = makeNumbers<string>();
  const chains = rule.chains.map((chain, index) => unrollChain({
    rule, registers, steps,
    writes: { write: (register, how) => writes.number({ register, how }) },
    awaits: (text) => awaits.number(text),
  }, chain, testsOf[index]!));
  if (rule.windowNs !== null) {
    // Runs expire at an event that a binding's own conditions let through, whatever else its readings ask of it.
    rule.bindings.forEach(({ index }) => steps.step(index, []));
  }
  const kinds = gatherKinds(rule, steps.all, keyFields);
  return {
    problem: {
      nrKinds: kinds.length,
      steps: steps.all.map((step) => problemStep(rule, step, kinds, keyFields)),
      chains,
      nrRegisters: registers.registers.length,
      moving: rule.selection.mode === 'any' ? 'any' : 'first',
      identity: identityOf(rule.selection),
    },
    kinds: kinds.map(({ kind, predicates, views }) => ({ kind, predicates: [...predicates.values()], views })),
    steps: steps.all.map(({ binding }) => ({ binding })),
    tests: tests.tests,
    writes: writes.all,
    columns,
  };
}

/** Where runs never become one, the identity is of no use, and chains that can only finish later are of none. */
function identityOf({ mode, runs }: CheckedRule['selection']): Problem['identity'] {
  if (mode === 'all' || mode === 'any') {
    return 'fate';
  }
  return runs !== null ? 'unordered' : mode === 'latest' ? 'fate' : 'awaited';
}

interface DraftStep {
  readonly binding: number;
  /** By their key. */
  readonly predicates: ReadonlyMap<string, PredicatePlan>;
}

interface DraftKind {
  readonly kind: EventKind;
  readonly predicates: ReadonlyMap<string, PredicatePlan>;
  readonly views: readonly (readonly EventField[])[];
}

function makeSteps(store: Store): {
  readonly all: readonly DraftStep[]; step(binding: number, conditions: readonly Condition[]): number;
} {
  const all: DraftStep[] = [];
  const known = new Map<string, number>();
  return {
    all,
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
  return [...kinds].map(([kind, { predicates, views }]) => ({ kind, predicates, views: [...views.values()] }));
}

/** Where a kind has several views, that of the step is one more predicate. */
function problemStep(
  rule: CheckedRule, step: DraftStep, kinds: readonly DraftKind[], keyFields: readonly (readonly EventField[])[],
): Problem['steps'][number] {
  const kind = kinds.findIndex((one) => one.kind === rule.bindings[step.binding]!.kind);
  const { predicates, views } = kinds[kind]!;
  const order = [...predicates.keys()];
  const view = views.findIndex((key) => nameKey(key) === nameKey(keyFields[step.binding]!));
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
