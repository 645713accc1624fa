// The index from an event to the rules that it can concern: in go the look-ups that rules share, out come, for fields that
// many of them ask for, which values lead to which look-ups.

import { rangeOfField } from '../check/expression-types.js';
import type { EventField } from '../events/catalogue.js';
import { implyValues, type Beginning, type Interval, type Values } from './imply-values.js';
import { mostChosenValues } from './limits.js';
import type { ChoicePlan, FieldChoice, RuleReading, TextNode } from './plan.js';

/** Of one rule: what it can be chosen by. */
export type Candidate = ReadonlyMap<EventField, Values>;

/** Fields of which few values concern the rule. */
export function candidateOf(reading: RuleReading): Candidate {
  return new Map([...implyValues(reading)].filter(([, values]) => isChosenBy(values)));
}

function isChosenBy(values: Values): boolean {
  return values.of === 'texts'
    || values.intervals.reduce((sum, { least, greatest }) => sum + greatest - least + 1n, 0n) <= mostChosenValues;
}

/**
 * By rule: the field that it is chosen by, of those that at least so many rules have; the one that most have. Null: every
 * event is shown to it.
 */
export function chooseFields(candidates: readonly Candidate[], least: number): readonly (EventField | null)[] {
  const chosen = candidates.map((): EventField | null => null);
  for (;;) {
    const counts = new Map<EventField, number>();
    candidates.forEach((candidate, rule) => [...candidate.keys()].forEach((field) =>
      counts.set(field, (counts.get(field) ?? 0) + (chosen[rule] === null ? 1 : 0))));
    const [field, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [null, 0] as readonly [EventField | null, number]);
    if (field === null || count < least) {
      return chosen;
    }
    candidates.forEach((candidate, rule) => {
      chosen[rule] ??= candidate.has(field) ? field : null;
    });
  }
}

/** By look-up: the fields that its rules are chosen by, with the values; null among them: by none. */
export function planChoice(lookups: readonly (readonly (readonly [EventField, Values] | null)[])[]): ChoicePlan {
  const always = [...lookups.keys()].filter((lookup) => lookups[lookup]!.includes(null));
  const byField = new Map<EventField, { readonly lookup: number; readonly values: Values }[]>();
  lookups.forEach((rules, lookup) => {
    if (!always.includes(lookup)) {
      rules.forEach((rule) => byField.set(rule![0], [...byField.get(rule![0]) ?? [], { lookup, values: rule![1] }]));
    }
  });
  return { always, fields: [...byField].map(([field, rules]) => chooseBy(field, rules)) };
}

interface Chosen {
  readonly lookup: number;
  readonly values: Values;
}

function chooseBy(field: EventField, rules: readonly Chosen[]): FieldChoice {
  const range = rangeOfField(field.type);
  return range === null
    ? { of: 'texts', field, nodes: growTrie(rules.flatMap(({ lookup, values }) =>
        (values.of === 'texts' ? values.beginnings.map((beginning) => ({ ...beginning, lookup })) : []))) }
    : { of: 'numbers', field, intervals: sweep(range, rules.flatMap(({ lookup, values }) =>
        (values.of === 'numbers' ? values.intervals.map((interval) => ({ ...interval, lookup })) : []))) };
}

/** From overlapping intervals to adjacent ones, from the least value of the type on. */
function sweep(
  range: Interval, intervals: readonly (Interval & { readonly lookup: number })[],
): (FieldChoice & { of: 'numbers' })['intervals'] {
  const changes = new Map<bigint, { lookup: number; by: number }[]>([[range.least, []]]);
  const change = (at: bigint, lookup: number, by: number): void => void changes.set(at, [...changes.get(at) ?? [], { lookup, by }]);
  for (const { least, greatest, lookup } of intervals) {
    change(least, lookup, 1);
    change(greatest + 1n, lookup, -1);
  }
  const open = new Map<number, number>();
  return [...changes].filter(([from]) => from <= range.greatest).sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, its]) => {
    its.forEach(({ lookup, by }) => open.set(lookup, (open.get(lookup) ?? 0) + by));
    return { least: from, lookups: [...open.keys()].filter((lookup) => open.get(lookup)! > 0).sort((a, b) => a - b) };
  });
}

/** A node has what all beginnings lead to that end there or before; the end of a string is a byte 0. */
function growTrie(beginnings: readonly (Beginning & { readonly lookup: number })[]): readonly TextNode[] {
  const nodes: { readonly edges: Map<number, number>; readonly lookups: Set<number> }[] = [{ edges: new Map(), lookups: new Set() }];
  for (const { text, isWhole, lookup } of beginnings) {
    let node = 0;
    for (const byte of isWhole ? [...text, 0] : text) {
      const next = nodes[node]!.edges.get(byte) ?? nodes.push({ edges: new Map(), lookups: new Set() }) - 1;
      nodes[node]!.edges.set(byte, next);
      node = next;
    }
    nodes[node]!.lookups.add(lookup);
  }
  // A node's number is greater than its parent's.
  for (const { edges, lookups } of nodes) {
    for (const next of edges.values()) lookups.forEach((lookup) => nodes[next]!.lookups.add(lookup));
  }
  return nodes.map(({ edges, lookups }) => ({ edges, lookups: [...lookups].sort((a, b) => a - b) }));
}
