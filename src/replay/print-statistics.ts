// What was counted, as the loader prints it (loader/print_stats_text.c, print_stats_json.c): in go a replay and how long
// it took, out comes text.

import type { TablePlan } from '../plan/plan.js';
import { runCounters, type Counters } from './counters.js';
import { printGrid } from './grid.js';
import type { KeyTable } from './key-table.js';
import { quoteText } from './print-match.js';
import type { Replay } from './replay.js';

export function printStatisticsText(replay: Replay, seconds: number): string {
  const { plan, matcher } = replay;
  const counters = matcher.machines.map((machine) => machine.counters);
  const ofRules = (head: string, names: readonly (keyof Counters)[]): string => printGrid([
    [head, ...names],
    ...plan.rules.map(({ name }, index) => [name, ...names.map((counter) => String(counters[index]![counter]))]),
  ]);
  return [
    `wmkgen: statistics after ${seconds.toFixed(3)} s\n`,
    printGrid([['trace', ...Object.keys(countsOf(replay))], ['lines', ...Object.values(countsOf(replay)).map(String)]]),
    printGrid([
      ['kinds', 'events read'], ...plan.kinds.map(({ kind }, index) => [kind.name, String(matcher.nrRead[index])]),
    ]),
    ofRules('rules', runCounters),
    counters.every(({ unwritten }) => unwritten === 0) ? '' : ofRules('reactions', ['unwritten']),
    plan.tables.length === 0 ? '' : printGrid([
      ['tables', 'keys', 'at once'],
      ...plan.tables.map((table, index) => [table.identifier, keysOf(table) ?? 'threads', String(matcher.tables[index]!.keys.most)]),
    ]),
  ].join('');
}

/** One object, which is the trace. */
export function printStatisticsJson(replay: Replay, trace: string, seconds: number): string {
  const { plan, matcher } = replay;
  const kinds = plan.kinds.map(({ kind }, index) => `{"kind":${quoteText(kind.name)},"read":${matcher.nrRead[index]}}`);
  const rules = plan.rules.map(({ name }, index) =>
    `{"rule":${quoteText(name)}${printCounts(matcher.machines[index]!.counters)}}`);
  const tables = plan.tables.map((table, index) => printTable(table, matcher.tables[index]!.keys));
  const object = `{"object":${quoteText(trace)}${printCounts(countsOf(replay))},"kinds":[${kinds.join(',')}],`
    + `"rules":[${rules.join(',')}],"programs":[],"tables":[${tables.join(',')}],"malformed":${replay.nrBad}}`;
  return `{"statistics":{"seconds":${seconds.toFixed(3)},"objects":[${object}]}}\n`;
}

function countsOf(replay: Replay): Readonly<Record<string, number | bigint>> {
  return {
    lines: replay.nrLines, events: replay.nrEvents, unread: replay.nrUnread, before: replay.nrBefore, ends: replay.nrEnds,
    lost: replay.nrLost, skipped: replay.nrBad,
  };
}

function printCounts(counts: Readonly<Record<string, number | bigint>> | Counters): string {
  return Object.entries(counts).map(([name, count]) => `,"${name}":${count}`).join('');
}

function printTable(table: TablePlan, { most }: KeyTable): string {
  return `{"table":${quoteText(table.identifier)},"storage":"${table.storage}","keys":${keysOf(table)},"most":${most}}`;
}

function keysOf({ keys }: TablePlan): string | null {
  return keys === null ? null : String(keys);
}
