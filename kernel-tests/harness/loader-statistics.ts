/** Takes what wmkload, or replay, wrote to standard error and returns the counters of its last statistics, as cases name them. */

import type { Statistics } from './case-statistics.js';

const BEGIN = /^wmk(load|gen): statistics after /;

/** Undefined if there are none. */
export function readLoaderStatistics(lines: readonly string[]): Statistics | undefined {
  const begin = lines.map((line) => BEGIN.test(line)).lastIndexOf(true);
  if (begin < 0) return undefined;
  const statistics = new Map<string, number>();
  const add = (name: string, value: number): void =>
    void statistics.set(name, (statistics.get(name) ?? 0) + value);
  let head: readonly string[] = [];
  for (const line of lines.slice(begin + 1)) {
    // A line of its own, not a row.
    if (line.startsWith('recorded ')) head = [];
    const [name = '', ...cells] = line.trim().split(/\s+/);
    if (['kinds', 'rules', 'reactions', 'programs', 'tables'].includes(name)) {
      head = [name, ...cells];
      continue;
    }
    const values = cells.map(Number);
    if (head[0] === 'kinds') add(`${name}.read`, values[0] ?? NaN);
    if (head[0] === 'programs') add('misses', values[0] ?? NaN);
    if (head[0] === 'rules' || head[0] === 'reactions') {
      for (const [index, value] of values.entries()) {
        const counter = head[index + 1] ?? '';
        add(counter, value);
        add(`${name}.${counter}`, value);
      }
    }
  }
  return statistics;
}
