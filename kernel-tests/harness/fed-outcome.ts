/** Takes a plan and what a monitor in a kernel did when it was fed, and returns that as the loader would have printed it. */

import type { FedPart } from '../feed/feeder-results.js';
import type { Plan } from '../../src/plan/plan.js';
import type { Outcome } from './judge-case.js';
import { printValue } from './print-value.js';

export function fedOutcome(plan: Plan, part: FedPart): Omit<Outcome, 'bindings'> {
  const numbers = new Map<number, number>();
  const lines = part.matches.filter(({ is }) => is === 'match').map(({ rule: index, values }) => {
    const rule = plan.rules[index];
    const number = (numbers.get(index) ?? 0) + 1;
    numbers.set(index, number);
    const columns = values.map((value, column) => ` ${printValue(read(value), rule?.columns[column]?.type.kind ?? '')}`);
    return `${plan.rules.length > 1 ? rule?.name : 'match'} #${number} {${columns.join('')} }`;
  });
  const statistics = new Map<string, number>([['misses', 0]]);
  const add = (name: string, count: number): void => void statistics.set(name, (statistics.get(name) ?? 0) + count);
  for (const [index, counters] of part.rules.entries()) {
    for (const [name, count] of counters) {
      add(name, count);
      add(`${plan.rules[index]?.name}.${name}`, count);
    }
  }
  for (const [index, count] of part.kinds.entries()) add(`${plan.kinds[index]?.kind.name}.read`, count);
  return {
    lines: [...lines, ...part.complaints],
    statistics,
    notes: [...statistics].map(([name, count]) => `${name} ${count}`),
  };
}

/** As feeder.c prints it. */
function read(value: string): bigint | Uint8Array | null {
  if (value === 'null') return null;
  return value.startsWith('x') ? Buffer.from(value.slice(1), 'hex') : BigInt(value);
}
