/**
 * The rules of several cases as one monitor, which is built and loaded in place of many: takes a case's rules and returns them
 * under names that no other case's have; and takes what such a monitor said and returns what a case's own would have said.
 */

import type { FedPart } from '../feed/feeder-results.js';
import type { Plan } from '../../src/plan/plan.js';
import type { GuestCase } from './guest-results.js';

/** The part of a monitor that is a case's. */
export interface OwnPart {
  /** Behind the names of its rules. */
  readonly suffix: string;
  /** Of its rules alone, under the names that they have in the case. */
  readonly own: Plan;
  /** Of the whole monitor. */
  readonly whole: Plan;
}

const DECLARED = /^[ \t]*(?:VAR|TABLE|SET|PROFILE)\s+([A-Za-z_]\w*)/gm;
/** Strings and comments stay as they are, and so does what stands behind a point: a field. */
const WORD = /"(?:[^"\\]|\\.)*"|\/\*[^]*?\*\/|\/\/.*|\.\s*\w+|[A-Za-z_]\w*/g;

export function withSuffix(rules: string, suffix: string): string {
  const declared = new Set([...rules.matchAll(DECLARED)].map(([, name]) => name));
  return rules
    .replace(WORD, (word) => (declared.has(word) ? word + suffix : word))
    .replace(/^([ \t]*RULE\s+\w+)/gm, `$1${suffix}`);
}

/** As feeder.c told it. */
export function ownPartOf(part: FedPart, { suffix, own, whole }: OwnPart): FedPart {
  const places = own.rules.map(({ name }) => whole.rules.findIndex((rule) => rule.name === name + suffix));
  return {
    ...part,
    matches: part.matches.flatMap((match) => (places.includes(match.rule) ? [{ ...match, rule: places.indexOf(match.rule) }] : [])),
    rules: part.rules.length === 0 ? [] : places.map((place) => part.rules[place] ?? new Map<string, number>()),
    kinds: own.kinds.map(({ kind }) => part.kinds[whole.kinds.findIndex((one) => one.kind.name === kind.name)] ?? 0),
  };
}

/** As wmkload told it. */
export function ownLinesOf(seen: GuestCase, part: OwnPart): GuestCase {
  return { ...seen, records: seen.records.flatMap((line) => ownRecord(line, part)), loader: ownStatistics(seen.loader, part) };
}

/** A record, or a gap, begins with the rule's name, but for what is of no rule. */
function ownRecord(line: string, { suffix, own }: OwnPart): readonly string[] {
  const [, name = '', rest = ''] = /^(\w+)( (?:#\d+ |gap \{|suspended \{|resumed \{).*)$/.exec(line) ?? [];
  if (name === '') return [line];
  if (!own.rules.some((rule) => rule.name + suffix === name)) return [];
  if (own.rules.length === 1) return [rest.startsWith(' #') ? `match${rest}` : rest.trimStart()];
  return [name.slice(0, -suffix.length) + rest];
}

/** Of tables of rules and of kinds, the rows that are its own. */
function ownStatistics(lines: readonly string[], { suffix, own }: OwnPart): readonly string[] {
  let head = '';
  return lines.flatMap((line) => {
    const [name = ''] = line.trim().split(/\s+/);
    if (['kinds', 'rules', 'reactions', 'programs', 'tables', 'costs', 'recorded'].includes(name)) head = name;
    if (name === head) return [line];
    if (head === 'kinds') return own.kinds.some(({ kind }) => kind.name === name) ? [line] : [];
    if (head !== 'rules' && head !== 'reactions' && head !== 'costs') return [line];
    const rule = own.rules.find((one) => one.name + suffix === name);
    return rule === undefined ? [] : [line.replace(name, rule.name)];
  });
}

/** Of a recording, the events of kinds that the case's rules read. */
export function ownEventsOf(lines: readonly string[], { own }: OwnPart): readonly string[] {
  return lines.filter((line) => {
    const kind = /^\{"event":"(\w+)"/.exec(line)?.[1];
    return kind === undefined || own.kinds.some((one) => one.kind.name === kind);
  });
}
