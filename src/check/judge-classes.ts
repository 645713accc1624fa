// What the classes of a rule are good for: in go closed classes, out come those that form the key and those that a run
// must remember; complaints tell of those that say nothing or what cannot be known, and of a rule without key.

import { diagnostic } from '../source/diagnostic.js';
import type { FieldType } from '../events/catalogue.js';
import type { Span } from '../source/span.js';
import { isBefore, isInChain } from './chain-order.js';
import { chooseMembers } from './choose-members.js';
import { constrains, joinsLeading } from './class-use.js';
import type { FieldClass } from './close-classes.js';
import type { DraftBinding, FieldRef } from './draft.js';
import { callBinding, callField, callFieldType, list } from './phrase.js';
import type { Report } from './report.js';
import type { Chain, JoinClass } from './rule.js';

export function judgeClasses(
  classes: readonly FieldClass[], bindings: readonly DraftBinding[], chains: readonly Chain[], nameSpan: Span,
  report: Report,
): readonly JoinClass[] {
  const judged: JoinClass[] = [];
  let isTold = false; // the user knows why there is no key
  for (const one of classes.filter((candidate) => isOfSeveral(candidate))) {
    const lacking = bindings.filter((binding) => !one.fields.some((field) => field.binding === binding.index));
    if (lacking.length === 0) {
      const joined = chooseMembers(one, bindings, true);
      warnOfNumbers(joined, bindings, report);
      judged.push(joined);
    } else if (!isKnownInTime(one, bindings, chains, report)) {
      isTold = true;
    } else if (chains.some((chain) => saysSomething(ownersOf(one), chain, bindings))) {
      judged.push(chooseMembers(one, bindings, false));
      if (lacking.every((binding) => binding.negated) && chains.some((chain) => constrains(ownersOf(one), chain, bindings))) {
        report(diagnostic('lost-key', `the join leaves out ${list(lacking.map(callBinding))}, so that it is no part of `
          + 'the key', one.span, {
          notes: lacking.map((binding) => ({ span: binding.span, text: `${callBinding(binding)} has no field in it` })),
          hint: 'runs of all its values share one set, and are compared one by one',
        }));
        isTold = true;
      }
    } else {
      report(diagnostic('always-true', 'no match has two of these events, so this never constrains one', one.span));
    }
  }
  const hasKey = judged.some(({ isKey }) => isKey);
  if (!hasKey && !isTold && chains.some((chain) => saysSomething(new Set(bindings.keys()), chain, bindings))) {
    report(diagnostic('keyless-rule', 'this rule has no key: all events of the system share one set of runs',
      nameSpan, { hint: keyHint(bindings) }));
  }
  return judged;
}

/** Fields of one binding that agree are a predicate of it; but [Field] says that the elements of an array agree. */
function isOfSeveral(one: FieldClass): boolean {
  return one.isJoin || ownersOf(one).size > 1;
}

function ownersOf(one: FieldClass): ReadonlySet<number> {
  return new Set(one.fields.map((field) => field.binding));
}

function saysSomething(owners: ReadonlySet<number>, chain: Chain, bindings: readonly DraftBinding[]): boolean {
  return constrains(owners, chain, bindings) || joinsLeading(owners, chain);
}

/**
 * A negated event is held against a step before it, one that leads the pattern against the next step: where there is
 * none but another one behind it, that was reported.
 */
function isKnownInTime(
  one: FieldClass, bindings: readonly DraftBinding[], chains: readonly Chain[], report: Report,
): boolean {
  const isNegated = (binding: number): boolean => bindings[binding]?.negated ?? false;
  for (const chain of chains) {
    const present = one.fields.filter((field) => isInChain(field.binding, chain));
    const steps = present.filter((field) => !isNegated(field.binding));
    if (!isOfNextStep(present, chain, bindings, one.span, report)) {
      return false;
    }
    for (const negated of present.filter((field) => isNegated(field.binding) && !chain.leading.includes(field.binding))) {
      const isKnown = steps.some((step) => isBefore(step.binding, negated.binding, chain));
      const later = isKnown ? undefined : steps.find((step) => isBefore(negated.binding, step.binding, chain));
      const binding = bindings[later?.binding ?? -1];
      if (later !== undefined && binding !== undefined) {
        report(diagnostic('bad-negation-condition',
          `${callField(binding, later.field.name)} is not known yet when the negated event is read`, one.span, {
            hint: 'a condition on a negated event names steps before it, or is part of the key',
          }));
        return false;
      }
    }
  }
  return true;
}

/** What leads the pattern is over when the chain begins. `present`: fields of the class that the chain has. */
function isOfNextStep(
  present: readonly FieldRef[], { steps, leading }: Chain, bindings: readonly DraftBinding[], span: Span, report: Report,
): boolean {
  const early = present.find((field) => leading.includes(field.binding));
  const [next] = steps;
  const taken = present.filter((field) => steps.some(({ binding }) => binding === field.binding));
  const [negated, later, step] = [early, taken[0], next].map((one) => bindings[one?.binding ?? -1]);
  if (early === undefined || negated === undefined || later === undefined || step === undefined
    || taken.some(({ binding }) => binding === step.index)) {
    return true;
  }
  report(diagnostic('bad-negation-condition', `${callField(negated, early.field.name)} is compared with `
    + `${callBinding(later)}, but a negation first in the pattern can be joined to the next step only`, span, {
    notes: [{ span: step.span, text: 'the next step' }],
  }));
  return false;
}

/** Where instances meet plain numbers, or processes threads, numbers are all that can be compared. */
function warnOfNumbers(key: JoinClass, bindings: readonly DraftBinding[], report: Report): void {
  const isInstance = (type: FieldType): boolean => type.kind === 'process' || type.kind === 'thread';
  const [instance] = key.members.filter(({ field }) => isInstance(field.type));
  const other = key.members.find(({ field }) => field.type.kind !== instance?.field.type.kind);
  const [left, right] = [instance, other].map((member) => {
    const binding = bindings[member?.binding ?? -1];
    return member === undefined || binding === undefined ? ''
      : `${callField(binding, member.field.name)} is ${callFieldType(member.field.type)}`;
  });
  if (instance !== undefined && other !== undefined) {
    report(diagnostic('joined-by-number',
      `${left} and ${right}: they agree by number, so that a reused number joins what is not the same`, key.span));
  }
}

/** A field of numbers that every kind of the pattern has. */
function keyHint(bindings: readonly DraftBinding[]): string | null {
  const field = ['ThreadId', 'ProcessId'].find((name) => bindings.every((one) => one.kind?.fields.has(name)));
  return field === undefined ? null : `WHERE { [${field}] } makes a set of runs for each '${field}'`;
}
