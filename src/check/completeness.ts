// Which matches a rule may miss: in goes a checked rule, out comes what the language promises of it and why no more. It
// promises for runs that are not evicted nor too many to be pending, where no leading negation had to forget, and for windows
// where time stamps do not fall in the order of reading.
//
// Of this only what somebody would not expect is a warning (an array that is hardly ever longer than it must be, a rule
// without a key). That conditions over several events cost completeness is true of most rules that have any, and what
// they mean is as written: to warn of each would teach people not to read warnings. `explain` tells.

import { spanText } from '../source/span-text.js';
import { constrains } from './class-use.js';
import type { Binding, Chain, CheckedRule } from './rule.js';

/**
 * 'none': nothing. 'every-match': at every event at which some run, were it alone, would match, there is a match.
 * 'every-first-completion': that, and at every event that is, for some first event, the earliest that can complete it.
 */
export type Claim = 'none' | 'every-match' | 'every-first-completion';

export interface Completeness {
  readonly claim: Claim;
  /** What stands in the way of the next better claim. */
  readonly reasons: readonly string[];
}

export function completenessOf(rule: CheckedRule): Completeness {
  switch (rule.selection.mode) {
    case 'any': // a chain is continued by every event that can, so that each combination is some run's
      return { claim: 'every-first-completion', reasons: [] };
    case 'all': // each run goes its way as if it were alone
      return better('every-match', [...obstaclesToMatch(rule), ...obstaclesToFirst(rule)]);
    case 'earliest':
      return {
        claim: 'none',
        reasons: ['nothing is promised of earliest: of runs that await the same it keeps the one whose window ends first'],
      };
    case 'latest': {
      const reasons = [...obstaclesToMatch(rule), ...mergedBeforeDeadline(rule)];
      return reasons.length > 0 ? { claim: 'none', reasons } : better('every-match', obstaclesToFirst(rule));
    }
  }
}

function better(claim: Claim, reasons: readonly string[]): Completeness {
  return reasons.length === 0 ? { claim: 'every-first-completion', reasons } : { claim, reasons };
}

/**
 * Under latest runs that await the same under the same pending conditions are one, though these may hold for the other
 * alone; and under all the first event that meets a condition need not be the one that meets the next.
 */
function obstaclesToMatch(rule: CheckedRule): readonly string[] {
  return rule.guards.map(({ span }) =>
    `'${spanText(span)}' is more than an equality of plain fields`);
}

/** A negation last kills by its own window: a run that gave way could have been at its end before. */
function mergedBeforeDeadline({ bindings, chains }: CheckedRule): readonly string[] {
  const isPendingAtOnce = ({ steps: [first, second] }: Chain): boolean =>
    second === undefined && (bindings[first?.binding ?? -1]?.array?.least ?? 1) === 1;
  return chains.every(isPendingAtOnce) ? [] : (chains[0]?.trailing ?? []).flatMap((binding) => bindings[binding] ?? [])
    .map((negated) => `the negated '${call(negated)}' stands last, and runs that await the same are one before they wait for it`);
}

/** A chain moves on the first event that can take it; here another one could have been the better choice. */
function obstaclesToFirst(rule: CheckedRule): readonly string[] {
  return [
    ...new Set(rule.chains.flatMap((chain) => lateNegations(rule, chain))),
    ...rule.classes.flatMap(({ isKey, members, span }) => {
      const owners = new Set(members.map(({ binding }) => binding));
      const lacks = !isKey && rule.chains.some((chain) =>
        constrains(owners, chain, rule.bindings) && !owners.has(chain.steps[0]?.binding ?? -1));
      return lacks
        ? [`'${spanText(span)}' leaves out the first step, and is not part of the key`] : [];
    }),
  ];
}

/** Those that stand neither first nor directly behind a first step of one event. */
function lateNegations(rule: CheckedRule, { steps, trailing }: Chain): readonly string[] {
  const isSingle = rule.bindings[steps[0]?.binding ?? -1]?.array === null;
  return [...steps.map(({ watched }) => watched), trailing]
    .flatMap((watched, index) => (index > 1 || (index === 1 && !isSingle) ? watched : []))
    .flatMap((binding) => rule.bindings[binding] ?? [])
    .map((negated) => `the negated '${call(negated)}' does not stand directly behind a first step of one event`);
}

function call({ name, kind }: Binding): string {
  return name ?? kind.name;
}
