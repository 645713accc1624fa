/** Takes a compiled case and a trace and returns what the reference matcher makes of it, printed as the loader prints. */

import { readTrace } from '../feed/read-trace.js';
import { matchRule } from '../../src/oracle/match.js';
import type { Statistics } from './case-statistics.js';
import type { CompiledCase } from './compiled-case.js';
import type { Outcome } from './judge-case.js';
import { printValue } from './print-value.js';

export function referenceOutcome({ program }: CompiledCase, lines: readonly string[]): Omit<Outcome, 'bindings'> {
  const { kinds } = program.catalogue;
  const trace = readTrace(lines, kinds);
  const ofRules = program.rules.map((rule) => ({ rule, ...matchRule(program, rule, trace) }));
  const records = ofRules.flatMap(({ rule, matches }) =>
    matches.map(({ at, time, values }, index) => {
      const columns = values.map((value, column) => ` ${printValue(value, rule.columns[column]?.expression.type.kind ?? '')}`);
      const name = program.rules.length > 1 ? rule.name : 'match';
      return { at, time, line: `${name} #${index + 1} {${columns.join('')} }` };
    }),
  );
  // Of rules that one event completes the one written first comes first, and deadlines come in their order.
  const inOrder = [...records].sort((a, b) => a.at - b.at || Number(a.time - b.time));
  const statistics = new Map<string, number>(NEVER.map((name) => [name, 0]));
  const add = (name: string, count: number): void => void statistics.set(name, (statistics.get(name) ?? 0) + count);
  for (const { rule, matches, counts } of ofRules) {
    for (const [name, count] of Object.entries({ ...counts, matches: matches.length })) {
      add(name, count);
      add(`${rule.name}.${name}`, count);
    }
  }
  for (const event of trace) {
    if ('kind' in event) add(`${event.kind}.read`, 1);
  }
  return { lines: inOrder.map(({ line }) => line), statistics, notes: [...print(statistics)] };
}

/** What does not happen to it: it has room, and no kernel. */
const NEVER = ['refused', 'lost', 'busy', 'misses'];

function print(statistics: Statistics): readonly string[] {
  return [...statistics].map(([name, count]) => `${name} ${count}`);
}
