// Makes a rule ready to print: in goes its plan, out come names and expressions, and nothing to decide.

import type { EventSymbol, Move, State } from '../../automaton/automaton.js';
import { lineAndColumn } from '../../source/file.js';
import type { RulePlan } from '../../plan/plan.js';
import { declareField, widestFirst } from './fields.js';
import { formOf, isPending, listLength, mostRuns, orderLength, reportsAll } from './layout.js';
import type { MonitorNames } from './monitor-names.js';
import { upper, type Names } from './names.js';
import { origin } from './origin.js';
import { quoteC, quoteComment } from './quote.js';
import { sourceName } from './source-name.js';
import { nameUpdates } from './update.js';
import { viewIdentity } from './view-identity.js';
import { viewMemory } from './view-memory.js';
import { viewReading } from './view-reading.js';
import { viewTold } from './view-told.js';

export type RuleView = ReturnType<typeof viewRule>;

const endings = [
  '_rule', '_run', '_match', '_matches', '_forks', '_pool', '_moves', '_slots', '_unbound', '_letter', '_same', '_identity', '_memory',
];

export function viewRule(rule: RulePlan, monitor: MonitorNames) {
  const { names } = monitor;
  const name = names.claim(rule.name, endings);
  const constant = upper(name);
  const { automaton } = rule;
  const stateNames = nameStates(rule, constant, names);
  const symbols = nameSymbols(rule, constant, names);
  const updates = nameUpdates(rule, constant, names);
  const stateName = (index: number): string => stateNames.get(index)!;
  const dead = automaton.states.find((state) => state.role === 'dead');
  const form = formOf(rule);
  const memory = viewMemory(rule, name, monitor);
  return {
    index: rule.index,
    name,
    constant: `${constant}_RULE`,
    upper: constant,
    // At the start of its name: a rule's span begins at the keyword.
    origin: origin(rule.span),
    quotedName: quoteC(rule.name),
    quotedSource: quoteC(`${sourceName(rule.span.file)}:${lineAndColumn(rule.span.file, rule.span.start).line}`.slice(-127)),
    inSlots: form === 'slots',
    inPool: form === 'pool' || form === 'any',
    forks: form === 'any',
    reportsAll: reportsAll(rule),
    hasLists: reportsAll(rule) || form === 'any',
    step: { once: 'wmk_step_once', slots: 'wmk_slots_step', pool: 'wmk_pool_step', any: 'wmk_any_step' }[form],
    end: form === 'slots' ? 'wmk_slots_end' : rule.pending === null ? 'wmk_pool_end' : 'wmk_deadline_end',
    earliest: rule.selection === 'earliest',
    timeless: rule.isTimeless && rule.table !== null,
    states: automaton.states
      .filter((state) => state.role !== 'none')
      .map((state) => ({ name: stateName(state.index), index: state.index, comment: describeState(state, symbols) })),
    deadName: dead === undefined ? `NR_${constant}_STATES` : stateName(dead.index),
    firstAccepting: stateName(automaton.states.find((state) => state.role === 'accepting')!.index),
    letters: automaton.alphabet.symbols.map((symbol) => ({
      name: symbols.get(symbol.index)!,
      index: symbol.firstLetter,
      comment: quoteComment(describeSymbol(rule, symbol)),
    })),
    nrLetters: automaton.alphabet.nrLetters,
    takes: updates.map((update, bit) => ({ name: update, bit })),
    moves: viewMoves(rule, stateName, nameLetters(rule, symbols), updates),
    slots: viewSlots(rule).map(({ state, slot }) => ({ state: stateName(state), slot })),
    nrSlots: automaton.nrSlots + (rule.pending === null ? 0 : 1),
    nrRuns: mostRuns(rule),
    pending: rule.pending === null ? null : {
      limit: rule.pending.limit,
      firstState: stateName(rule.pending.firstState),
      letter: symbols.get(automaton.alphabet.symbols.find(({ firstLetter }) => firstLetter === rule.pending!.deadlineLetter)!.index)!,
    },
    orderLength: orderLength(rule),
    listLength: listLength(rule),
    window: rule.windowNs === null ? null : `${rule.windowNs}ULL`,
    kept: viewCells(rule, false),
    final: viewCells(rule, true),
    identity: form === 'pool' ? viewIdentity(rule) : null,
    memory,
    /** Of a thread that had no memory. */
    blind: names.claim(`${name}_blind`),
    readings: rule.readings.map((reading) =>
      viewReading(rule, reading, { rule: name, symbols, updates, lists: memory?.lists ?? [] }, monitor)),
    ...viewTold(rule, name, constant, monitor, stateName),
  };
}

function viewCells(rule: RulePlan, atMatch: boolean) {
  return widestFirst(rule.cells.filter((cell) => cell.atMatch === atMatch))
    .map((cell) => ({ declaration: declareField(cell.type, cell.identifier), origin: origin(cell.span) }));
}

/** As initialisers; what says nothing is left out. */
function viewMoves(
  rule: RulePlan, stateName: (index: number) => string, letterNames: ReadonlyMap<number, string>, updates: readonly string[],
) {
  const form = formOf(rule);
  return rule.automaton.moves
    // Without runs only what begins is ever looked at.
    .filter((move) => form !== 'once' || rule.automaton.states[move.from]!.role === 'start')
    .map((move) => {
      const mask = rule.takes[move.takes]!;
      const takes = updates.filter((_, bit) => mask & (1 << bit)).join(' | ') || '0';
      return {
        from: stateName(move.from),
        letter: letterNames.get(move.letter)!,
        to: form === 'any' ? anyMove(move, stateName, takes) : `${stateName(endOf(move))}, ${takes}`,
      };
    });
}

/** Where a match is all that an event can make, selection says nothing. */
function endOf({ to, any }: Move): number {
  return any === null ? to : any.accepts;
}

function anyMove({ to, any }: Move, stateName: (index: number) => string, takes: string): string {
  const { stays, accepts } = any!;
  return [
    ...(stays === 0 ? [] : [`.stays = ${stateName(stays)}`]),
    ...(to === 0 ? [] : [`.to = ${stateName(to)}`]),
    ...(accepts === 0 ? [] : [`.accepts = ${stateName(accepts)}`]),
    ...(takes === '0' ? [] : [`.takes = ${takes}`]),
  ].join(', ');
}

/** Pending runs are never one with another: theirs is a number of no other state's. */
function viewSlots(rule: RulePlan): readonly { readonly state: number; readonly slot: number }[] {
  return rule.automaton.states.flatMap(({ index, slot }) => {
    const its = isPending(rule, index) ? rule.automaton.nrSlots : slot;
    return its === null ? [] : [{ state: index, slot: its }];
  });
}

/** The end of the window is no event of any kind. */
function describeSymbol(rule: RulePlan, { kind, allowed, tests }: EventSymbol): string {
  const reading = rule.readings.find(({ problemKind }) => problemKind === kind);
  return reading === undefined ? 'the end of the window'
    : `${reading.kind.name} as ${allowed.map((step) => describeStep(rule, step)).join(' or ')}`
      + (tests.length === 0 ? '' : `, and ${2 ** tests.length - 1} more by its tests`);
}

function describeStep(rule: RulePlan, step: number): string {
  const { binding, name } = rule.steps[step]!;
  return binding !== null && rule.stepNames[binding]!.negated ? `~${name}` : name;
}

function nameStates(rule: RulePlan, prefix: string, names: Names): ReadonlyMap<number, string> {
  const stateNames = new Map<number, string>();
  const used = new Map<string, number>();
  for (const state of rule.automaton.states) {
    const step = state.lastStep === null ? null : upper(rule.steps[state.lastStep]!.name);
    const base = {
      none: 'NONE',
      start: 'START',
      live: `AFTER_${step ?? 'EVENT'}`,
      accepting: 'ACCEPT',
      dead: 'DEAD',
    }[state.role];
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    stateNames.set(state.index, names.claim(times === 1 ? `${prefix}_${base}` : `${prefix}_${base}__${times}`));
  }
  return stateNames;
}

function nameSymbols(rule: RulePlan, prefix: string, names: Names): ReadonlyMap<number, string> {
  const used = new Map<string, number>();
  return new Map(
    rule.automaton.alphabet.symbols.map((symbol) => {
      const kind = rule.readings.find((reading) => reading.problemKind === symbol.kind)?.kind.name ?? 'deadline';
      const base = `${prefix}_ON_${upper(kind)}`;
      const times = (used.get(base) ?? 0) + 1;
      used.set(base, times);
      return [symbol.index, names.claim(times === 1 ? base : `${base}__${times}`)] as const;
    }),
  );
}

function nameLetters(rule: RulePlan, symbolNames: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const symbol of rule.automaton.alphabet.symbols) {
    for (let bits = 0; bits < 2 ** symbol.tests.length; bits++) {
      const base = symbolNames.get(symbol.index)!;
      names.set(symbol.firstLetter + bits, bits === 0 ? base : `${base} + ${bits}`);
    }
  }
  return names;
}

function describeState(state: State, symbolNames: ReadonlyMap<number, string>): string {
  switch (state.role) {
    case 'none':
    case 'start':
      return '';
    case 'dead':
      return 'a negation matched';
    case 'accepting':
    case 'live':
      return quoteComment(state.shortest.map((symbol) => symbolNames.get(symbol)!.split('_ON_').at(-1)!.toLowerCase()).join(', '));
  }
}
