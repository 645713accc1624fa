// The number of runs that a shortest match needs, against the reference matcher: with so many it finds the match, with
// one less it does not. WMK_CASES makes it a longer search, WMK_SEED another one.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRule } from '../oracle/match.js';
import type { TraceEvent } from '../oracle/trace.js';
import { neededRuns } from './needed-runs.js';
import type { CheckedRule, Selection } from './rule.js';
import { shortestMatch } from './shortest-match.js';
import { checkText } from './test/check-text.js';
import { concreteMatch } from './test/concrete-match.js';

const header = { 't.h': readFileSync('src/check/test/cases/t.h', 'utf8') };
const numRuns = Number(process.env['WMK_CASES'] ?? 500);
const seed = Number(process.env['WMK_SEED'] ?? 1);

/** Fields that may be joined, by kind. */
const fields = {
  open: ['Inode', 'UserId', 'Flags', 'ThreadId'], write: ['Inode', 'UserId', 'ThreadId'], fork: ['UserId', 'Child', 'ProcessId'],
} as const;
type Kind = keyof typeof fields;

interface Item {
  readonly kind: Kind;
  readonly isNegated: boolean;
  readonly count: string;
  /** A condition on Flags, which only `open` has. */
  readonly flags: number | null;
}

const item: fc.Arbitrary<Item> = fc.record({
  kind: fc.constantFrom<Kind>('open', 'open', 'write', 'fork'),
  isNegated: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
  count: fc.constantFrom('', '', '', '', '[2]', '[>=2]', '[>=3]', '[>=1]'),
  flags: fc.constantFrom(null, null, 0, 1),
});
const rules = fc.record({
  items: fc.array(item, { minLength: 2, maxLength: 6 }),
  joins: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: 3 }),
  hasKey: fc.boolean(),
  mode: fc.constantFrom<Selection['mode']>('latest', 'earliest', 'all', 'any'),
  hasWindow: fc.boolean(),
});

const within = 1000;
/** The first event of a match is at 0. */
const behind: TraceEvent = { kind: 'other', fields: new Map([['TimeStamp', BigInt(2 * within)]]), context: {} };

type Rule = typeof rules extends fc.Arbitrary<infer T> ? T : never;

describe('the runs that the shortest match needs', () => {
  it(`are those with which the reference matcher finds it, in ${numRuns} rules from seed ${seed}`, () => {
    let [compared, several] = [0, 0];
    fc.assert(fc.property(rules, (one) => {
      const text = textOf(one);
      const { program } = checkText(text, header);
      const [checked] = program?.rules ?? [];
      if (program === null || checked === undefined || (one.mode !== 'all' && one.mode !== 'any' && !hasSecondary(checked))) {
        return;
      }
      const rule: CheckedRule = { ...checked, selection: { mode: one.mode, runs: 1 } };
      const events = concreteMatch(rule, shortestMatch(rule, rule.chains[0]!));
      if (events === null || events.length < 2) {
        return;
      }
      const isPending = rule.chains[0]!.trailing.length > 0;
      const trace = isPending ? [...events, behind] : events;
      const needed = neededRuns(rule, 0);
      const isFound = (runs: number): boolean =>
        matchRule(program, { ...rule, selection: { mode: one.mode, runs } }, trace).matches
          .some(({ at, time }) => (isPending ? time === BigInt(within) : at === trace.length - 1));
      expect(needed, text).not.toBe(0);
      expect(isFound(needed ?? 64), text).toBe(needed !== null);
      expect(needed !== null && needed > 1 && isFound(needed - 1), text).toBe(false);
      compared += 1;
      several += needed === 1 ? 0 : 1;
    }), { numRuns, seed });
    expect(compared).toBeGreaterThan(numRuns / 5);
    expect(several).toBeGreaterThan(compared / 5);
  }, 60_000 + numRuns * 20);
});

function hasSecondary(rule: CheckedRule): boolean {
  return rule.classes.some(({ isKey }) => !isKey);
}

/** Not refused for its selection: that is put in afterwards. */
function textOf({ items: drawn, joins, hasKey, hasWindow, mode }: Rule): string {
  // where no negation stands; under any another run of the same first event could match at the same deadline
  const isLoose = (index: number): boolean =>
    (index === 0 && (!hasWindow || drawn.length === 2)) || (index === drawn.length - 1 && (!hasWindow || mode === 'any'));
  const items = drawn.map((one, index) => ({ ...one, name: `n${index}`, isNegated: one.isNegated && !isLoose(index) }));
  const pick = <T>(of: readonly T[], number: number): T => of[number % of.length]!;
  const steps = items.map(({ kind, name, isNegated, count }) => `${isNegated ? '~' : ''}${kind}${isNegated ? '' : count}:${name}`);
  const conditions = [
    ...(hasKey ? ['[CgroupId]'] : []),
    ...items.flatMap(({ kind, name, flags }) => (kind === 'open' && flags !== null ? [`${name}.Flags == ${flags}`] : [])),
    ...joins.flatMap(([a, b, c, d]) => {
      const [one, other] = [pick(items, a), pick(items, b)];
      return one === other ? [] : [`${one.name}.${pick(fields[one.kind], c)} == ${other.name}.${pick(fields[other.kind], d)}`];
    }),
  ];
  const where = conditions.length === 0 ? '' : `WHERE { ${conditions.join(', ')} }\n`;
  const window = hasWindow ? `WITHIN { ${within} ns }\n` : '';
  return `EVENTS "t.h"\nRULE r\nPATTERN { [${steps.join(', ')}] }\n${where}${window}SELECT { all(32) }\n`;
}
