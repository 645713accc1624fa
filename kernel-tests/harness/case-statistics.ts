/**
 * Takes what a case says about an engine's counters and tells what does not hold.
 *
 *     matches + refused = 200
 *     a.read >= 1
 *
 * Names: a counter of a rule ("refused"), summed over the rules; "RULE.refused" for one
 * rule; "KIND.read" for the events of a kind; "misses" for what the kernel skipped.
 */

export interface StatisticCheck {
  readonly sum: readonly string[];
  readonly relation: Relation;
  readonly value: number;
  readonly text: string;
}

const RELATIONS = {
  '=': (left: number, right: number) => left === right,
  '>=': (left: number, right: number) => left >= right,
  '<=': (left: number, right: number) => left <= right,
  '>': (left: number, right: number) => left > right,
  '<': (left: number, right: number) => left < right,
} as const;

type Relation = keyof typeof RELATIONS;

export type Statistics = ReadonlyMap<string, number>;

const CHECK = /^([\w.]+(?:\s*\+\s*[\w.]+)*)\s*(=|>=|<=|>|<)\s*(\d+)$/;

/** Undefined if the line is no check. */
export function readStatisticCheck(line: string): StatisticCheck | undefined {
  const [, sum, relation, value] = CHECK.exec(line.trim()) ?? [];
  if (sum === undefined || relation === undefined || value === undefined) return undefined;
  return {
    sum: sum.split('+').map((name) => name.trim()),
    relation: relation as Relation,
    value: Number(value),
    text: line.trim(),
  };
}

/** A line for each check that does not hold. */
export function compareStatistics(
  checks: readonly StatisticCheck[],
  statistics: Statistics,
): readonly string[] {
  return checks.flatMap(({ sum, relation, value, text }) => {
    const unknown = sum.filter((name) => !statistics.has(name));
    if (unknown.length > 0) return [`${text}: nothing counts ${unknown.join(', ')}`];
    const total = sum.reduce((subtotal, name) => subtotal + (statistics.get(name) ?? 0), 0);
    return RELATIONS[relation](total, value) ? [] : [`${text}: it is ${total}`];
  });
}
