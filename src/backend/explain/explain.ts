// What a monitor does, why, and what it costs: in go checked rules, their plan and what its tables take, out comes what is
// to be said of it.

import { mergeMoves } from '../../automaton/transitions.js';
import { joinsLeading, tellsRunsApart } from '../../check/class-use.js';
import { completenessOf, type Completeness } from '../../check/completeness.js';
import type { Binding, CheckedProgram, CheckedRule, Statement } from '../../check/rule.js';
import { allStatements, valuesOf } from '../../check/statement-parts.js';
import { leavesOf } from '../../check/expression-parts.js';
import { bytesOf } from '../../events/bytes-of.js';
import { placesOf } from '../../events/places-of.js';
import { callFacts, type CallFacts } from '../../events/reactions.js';
import type { Cell, KindPlan, Plan, PlanExpression, Remembered, RulePlan, StepName, ValuePlan } from '../../plan/plan.js';
import { momentOf, type Moment } from '../../plan/moments.js';
import { nameSteps } from '../../plan/names.js';
import type { Span } from '../../source/span.js';
import { nameAutomaton } from '../automaton-names.js';
import { spanText } from '../../source/span-text.js';
import type {
  CaptureExplanation, ConditionExplanation, Explanation, KindExplanation, ReactionExplanation, RuleExplanation,
  StateExplanation, StepExplanation, TableExplanation,
} from './explanation.js';

export function explain(
  program: CheckedProgram, plan: Plan, tables: readonly TableExplanation[], ringBufferBytes: number,
  verified: Explanation['verified'],
): Explanation {
  return {
    rules: program.rules.map((rule, index) => explainRule(rule, plan.rules[index]!, plan)),
    kinds: plan.kinds.map(explainKind),
    tables,
    ringBufferBytes,
    bytes: tables.reduce((sum, { bytes }) => sum + (bytes ?? 0), ringBufferBytes),
    verified,
  };
}

function explainRule(rule: CheckedRule, of: RulePlan, plan: Plan): RuleExplanation {
  const names = nameSteps(rule);
  return {
    rule: rule.name,
    source: place(rule.nameSpan),
    chains: rule.chains.map(({ steps }) => steps.map(({ binding, watched }): StepExplanation => ({
      name: names[binding]!.identifier,
      kind: rule.bindings[binding]!.kind.name,
      array: rule.bindings[binding]!.array,
      without: watched.map((one) => names[one]!.identifier),
    }))),
    absent: {
      before: rule.chains[0]!.leading.map((one) => names[one]!.identifier),
      after: rule.chains[0]!.trailing.map((one) => names[one]!.identifier),
    },
    window: rule.windowNs === null ? null : Number(rule.windowNs),
    selection: { mode: of.selection, runs: of.storage.runs, text: selectionText(of) },
    key: { fields: of.key.map(({ identifier }) => identifier), text: keyText(of, plan) },
    remembered: (of.absent?.remembered ?? []).map((one) => rememberedText(one, names)),
    identity: rule.classes.filter((joined) => tellsRunsApart(joined, rule.chains, rule.bindings)).map((joined) =>
      joined.members.map(({ binding, field }) => `${names[binding]!.identifier}.${field.name}`).join(' = ')),
    states: explainStates(of),
    captured: of.cells.map((cell, index) => explainCell(rule, of, names, cell, index)),
    conditions: [...explainPredicates(rule, names), ...explainGuards(rule, names), ...explainClasses(rule)],
    reactions: explainReactions(rule),
    completeness: completenessText(completenessOf(rule)),
  };
}

function selectionText({ selection, storage, pending }: RulePlan): string {
  const beside = pending === null ? '' : `; beside them at most ${pending.limit} that await the end of their window, beyond `
    + 'which the one with the latest first event is dropped and counted';
  const areDistinct = storage.form === 'slots' || storage.identity?.every((cells) => cells.length === 0) === true;
  const most = (storage.runs === 0 ? 'no run is kept' : areDistinct ? `at most ${storage.runs} run${storage.runs === 1 ? '' : 's'} a key`
    : `at most ${storage.runs} runs a key, beyond which the one with the oldest first event is dropped and counted`) + beside;
  switch (selection) {
    case 'latest': return `latest: of two runs of a key that await the same, the one that began later stays; ${most}`;
    case 'earliest': return `earliest: of two runs of a key that await the same, the one that began earlier stays; ${most}`;
    case 'all': return `all: every run is followed, and moves on the first event that can take its next step; ${most}`;
    case 'any': return `any: every run is followed, and also goes on without each event that could take its next step; ${most}`;
  }
}

function keyText({ key, table, pending }: RulePlan, plan: Plan): string {
  if (table === null) {
    return 'every match is complete with its first event, so that nothing is kept';
  }
  if (key.length === 0) {
    return 'no key: all events of the system share one set of runs';
  }
  const parts = key.map(({ identifier, type }) => type.kind === 'process' || type.kind === 'thread'
    ? `${identifier} (one ${type.kind}: its number and start time)` : identifier);
  const { owner, storage } = plan.tables[table]!;
  const where = storage === 'task' ? ', which is the current thread: its runs are in its task storage' : '';
  const ends = owner === null ? '' : `; they end with the ${owner.kind}${
    pending === null ? '' : ', but for those that await the end of their window'}`;
  return `a set of runs for each ${parts.join(' and ')}${where}${ends}`;
}

function rememberedText({ binding, values, limit }: Remembered, names: readonly StepName[]): string {
  const name = names[binding]!.identifier;
  return values.length === 0 ? `a key remembers when the last ${name} was`
    : `a key remembers ${name} by ${values.map(({ field }) => field.name).join(' and ')}: at most ${limit} of different values, `
      + 'beyond which the one longest ago is forgotten, so that for a window no run begins, and counted';
}

function explainStates(of: RulePlan): readonly StateExplanation[] {
  const names = nameAutomaton(of);
  const ways = mergeMoves(of.automaton, names);
  return of.automaton.states.flatMap(({ index, role, pending, shortest }): readonly StateExplanation[] => role === 'none' ? [] : [{
    state: names.states[index]!,
    pending,
    role,
    shortest: shortest.map((symbol) => names.symbols[symbol]!),
    moves: ways.filter(({ from }) => from === index)
      .map(({ from, to, labels }) => `${labels.join(', ')} -> ${from === to ? 'stays, and is kept' : names.states[to]!}`),
  }]);
}

/** Who reads a cell. */
function explainCell(
  rule: CheckedRule, of: RulePlan, names: readonly StepName[], cell: Cell, index: number,
): CaptureExplanation {
  const reads = (expression: PlanExpression): boolean => leavesOf(expression).some((leaf) =>
    ((leaf.kind === 'cell' || leaf.kind === 'extreme') && leaf.cell === index)
    || (leaf.kind === 'lookup' && leaf.keys.some(reads)));
  const tests = of.tests.filter(({ expression }) => reads(expression)).map(({ span }) => `'${spanText(span)}'`);
  const isMadeOf = ({ values }: ValuePlan): boolean => values.some(({ expression, needs }) =>
    (expression !== null && reads(expression)) || needs.some((need) => need.cell === index));
  const columns = of.columns.filter(isMadeOf).map(({ label }) => `column '${label}'`);
  const statements = allStatements(of.reaction).filter((one) => valuesOf(one).some(isMadeOf)).length === 0 ? [] : ['DO'];
  const copies = of.updates.flatMap(({ assigns }) => assigns).some((assign) => assign.how === 'copy' && assign.from === index);
  const { storage } = of;
  const identity = storage.form === 'pool' && storage.identity?.some((cells) => cells.includes(index));
  const why = [...new Set([
    ...tests, ...columns, ...statements, ...(identity ? ['telling runs apart'] : []), ...(copies ? ['the element before the last'] : []),
  ])];
  return { what: whatOf(rule, names, cell), bytes: bytesOf(cell.type), kept: cell.atMatch ? 'match' : 'run', why };
}

/** A cell is named after what it holds, with underscores where a rule writes a dot. */
function whatOf(rule: CheckedRule, names: readonly StepName[], { identifier, span }: Cell): string {
  const binding = rule.bindings.findIndex((one) => one.span === span);
  const name = names[binding]?.identifier;
  return name !== undefined && identifier.startsWith(`${name}_`)
    ? `${name}.${identifier.slice(name.length + 1)}` : identifier;
}

function explainPredicates(rule: CheckedRule, names: readonly StepName[]): readonly ConditionExplanation[] {
  return rule.bindings.flatMap(({ index, kind, array, negated, predicates }) => predicates.map(({ span }) => {
    const what = negated ? `whether it counts as the negated ${names[index]!.identifier}`
      : `whether it can be ${array === null ? '' : 'an element of '}${names[index]!.identifier}`;
    return {
      condition: spanText(span), source: place(span), tested: `on each ${kind.name} alone, before any look-up: ${what}`,
    };
  }));
}

function explainGuards(rule: CheckedRule, names: readonly StepName[]): readonly ConditionExplanation[] {
  return rule.guards.map((guard) => {
    const moments = rule.chains.flatMap((chain) => {
      const moment = momentOf(rule, chain, guard);
      return moment === null ? [] : [momentText(moment, chain.steps.map(({ binding }) => rule.bindings[binding]!), names)];
    });
    return {
      condition: spanText(guard.span),
      source: place(guard.span),
      tested: `on the run and the event, under the key: ${[...new Set(moments)].join('; ')}`,
    };
  });
}

function momentText(moment: Moment, steps: readonly Binding[], names: readonly StepName[]): string {
  const name = names[moment.at === 'negation' ? moment.binding : steps[moment.item]!.index]!.identifier;
  switch (moment.at) {
    case 'negation': return `when an event that could be the negated ${name} is read`;
    case 'step': return steps[moment.item]!.array === null ? `when ${name} is read` : `when the first element of ${name} is read`;
    case 'element': return `at each element of ${name}${moment.holdsOnFirst ? ' but the first' : ''}`;
    case 'end': return `at each element of ${name} with which it has enough`;
  }
}

function explainClasses(rule: CheckedRule): readonly ConditionExplanation[] {
  return rule.classes.map((joined) => ({
    condition: spanText(joined.span),
    source: place(joined.span),
    tested: joined.isKey ? 'by the key: events of different keys never meet' : [
      ...(!tellsRunsApart(joined, rule.chains, rule.bindings) ? []
        : ['on the run and the event, at each step that has a field in it but the first, which binds the value']),
      ...(!rule.chains.some((chain) => joinsLeading(new Set(joined.members.map(({ binding }) => binding)), chain)) ? []
        : ['on what the key remembers and the event, where a run is to begin']),
    ].join('; '),
  }));
}

function explainReactions({ reaction }: CheckedRule): readonly ReactionExplanation[] {
  return allStatements(reaction).flatMap((statement) => {
    const facts = factsOf(statement);
    return facts === null ? [] : [{
      call: spanText(statement.span), source: place(statement.span), runs: facts.runs, when: facts.when, needs: facts.needs,
    }];
  });
}

/** Null: it is no call. */
function factsOf(statement: Statement): CallFacts | null {
  switch (statement.kind) {
    case 'signal': return callFacts[statement.to === 'process' ? 'signal' : 'signal_thread'];
    case 'deny':
    case 'override':
    case 'nice':
    case 'log':
    case 'emit': return callFacts[statement.kind];
    case 'let':
    case 'set':
    case 'add':
    case 'delete':
    case 'if': return null;
  }
}

function completenessText({ claim, reasons }: Completeness): RuleExplanation['completeness'] {
  const text = {
    'none': 'not complete: a run that would have matched may have given way to another, or moved on another event',
    'every-match': 'complete in that a match is reported at every event at which some run, were it alone, would match',
    'every-first-completion': 'complete in that a match is reported at every event at which some run, were it alone, would '
      + 'match, and at every event that is, for some first event, the earliest that can complete it',
  }[claim];
  return { claim, text: reasons.length === 0 ? text : `${text}; no more, because`, reasons };
}

function explainKind({ kind, fields }: KindPlan): KindExplanation {
  return {
    kind: kind.name,
    phase: kind.phase,
    attach: placesOf(kind).map((points) => points.map(({ section }) => section)),
    reads: fields.map(({ name }) => name),
    blind: kind.blind,
  };
}

/** 'rules/x.wmk:12' */
function place(span: Span): string {
  return `${span.file.name}:${span.file.text.slice(0, span.start).split('\n').length}`;
}
