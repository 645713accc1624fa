// A negation that stands first (section 6): which of its events a key remembers, and whether one of them keeps a chain from
// beginning.

import type { Chain, CheckedRule, JoinClass } from '../check/rule.js';
import type { Reading } from './chain.js';
import { same } from './evaluate.js';
import { fieldOf, scalar, timeOf, type TraceEvent } from './trace.js';

/** What a key knows of what came before. */
export interface Past {
  /** Of each negated binding at most 64, of different joined values. */
  readonly remembered: readonly Remembered[];
  /** The greatest time stamp of those that were evicted; null: none was. */
  readonly forgotten: bigint | null;
  /** Nothing is known from before then; null: the trace is complete. */
  readonly since: bigint | null;
}

interface Remembered {
  readonly binding: number;
  readonly event: TraceEvent;
}

const mostRemembered = 64;

/** The event may take the first step of the chain, as far as what came before is concerned. */
export function mayBegin({ rule, event, past }: Reading, chain: Chain): boolean {
  if (chain.leading.length === 0) {
    return true;
  }
  const window = rule.windowNs!;
  const isWithin = (time: bigint): boolean => signed(timeOf(event) - time) <= window;
  return (past.since === null || signed(timeOf(event) - past.since) >= window)
    && (past.forgotten === null || !isWithin(past.forgotten))
    && !past.remembered.some((one) =>
      chain.leading.includes(one.binding) && isWithin(timeOf(one.event)) && isJoined(rule, one, chain, event));
}

/** It agrees with the first step in each class, outside the key, that has a field of both. */
function isJoined(rule: CheckedRule, one: Remembered, chain: Chain, event: TraceEvent): boolean {
  return outsideKey(rule).every((joined) => {
    const [own, first] = [valueIn(joined, one.binding, one.event), valueIn(joined, chain.steps[0]!.binding, event)];
    return own === null || first === null || same(own, first);
  });
}

/** Events are read as what they are first, and remembered then, so that none stands in its own way. */
export function remember({ rule, event, mayBe, past }: Reading): { readonly past: Past; readonly nrForgotten: number } {
  const atoms = [...mayBe].filter((binding) => rule.chains[0]!.leading.includes(binding));
  return atoms.reduce((before, binding) => {
    const { past: now, nrForgotten } = withEvent(rule, before.past, { binding, event });
    return { past: now, nrForgotten: before.nrForgotten + nrForgotten };
  }, { past, nrForgotten: 0 });
}

function withEvent(rule: CheckedRule, past: Past, one: Remembered): { readonly past: Past; readonly nrForgotten: number } {
  const others = past.remembered.filter((other) => !isSame(rule, one, other));
  const [equal] = past.remembered.filter((other) => isSame(rule, one, other));
  const greatest = equal !== undefined && isLater(equal, one) ? equal : one;
  const all = [...others, greatest];
  const ofBinding = all.filter(({ binding }) => binding === one.binding);
  if (ofBinding.length <= mostRemembered) {
    return { past: { ...past, remembered: all }, nrForgotten: 0 };
  }
  const evicted = ofBinding.reduce((a, b) => (isLater(a, b) ? b : a));
  const time = timeOf(evicted.event);
  return {
    past: {
      ...past,
      remembered: all.filter((other) => other !== evicted),
      forgotten: past.forgotten !== null && signed(past.forgotten - time) > 0n ? past.forgotten : time,
    },
    nrForgotten: signed(timeOf(one.event) - time) > rule.windowNs! ? 0 : 1, // no loss where its time is over
  };
}

/** Of one binding and of one value in every class that compares it with the first step of some chain. */
function isSame(rule: CheckedRule, a: Remembered, b: Remembered): boolean {
  return a.binding === b.binding && outsideKey(rule)
    .filter((joined) => rule.chains.some(({ steps }) => memberOf(joined, steps[0]!.binding) !== undefined))
    .every((joined) => {
      const [one, other] = [a, b].map(({ binding, event }) => valueIn(joined, binding, event));
      return one == null || other == null || same(one, other);
    });
}

function isLater(a: Remembered, b: Remembered): boolean {
  return signed(timeOf(a.event) - timeOf(b.event)) > 0n;
}

function outsideKey({ classes }: CheckedRule): readonly JoinClass[] {
  return classes.filter(({ isKey }) => !isKey);
}

function memberOf({ members }: JoinClass, binding: number): JoinClass['members'][number] | undefined {
  return members.find((own) => own.binding === binding);
}

function valueIn(joined: JoinClass, binding: number, event: TraceEvent): bigint | Uint8Array | null {
  const member = memberOf(joined, binding);
  return member === undefined ? null : scalar(fieldOf(event, member.field.name));
}

function signed(difference: bigint): bigint {
  return BigInt.asIntN(64, difference);
}
