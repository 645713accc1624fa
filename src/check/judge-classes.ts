// What the classes of a rule are good for: in go closed classes, out come those that form the key; complaints tell of
// those that a run would have to remember, which is not yet supported, and of a rule without key.

import { diagnostic } from '../source/diagnostic.js';
import type { FieldType } from '../events/catalogue.js';
import type { Span } from '../source/span.js';
import { isBefore } from './chain-order.js';
import { chooseMembers } from './choose-members.js';
import type { FieldClass } from './close-classes.js';
import type { DraftBinding, FieldRef } from './draft.js';
import { callBinding, callField, callFieldType, list } from './phrase.js';
import type { Report } from './report.js';
import type { ChainStep, JoinClass } from './rule.js';

export function judgeClasses(
  classes: readonly FieldClass[], bindings: readonly DraftBinding[], chains: readonly (readonly ChainStep[])[],
  nameSpan: Span, report: Report,
): readonly JoinClass[] {
  const key: JoinClass[] = [];
  let isJudged = false; // the user was told why there is no key
  for (const one of classes) {
    const lacking = bindings.filter((binding) => !one.fields.some((field) => field.binding === binding.index));
    if (bindings.length === 1 && one.fields.length > 1) {
      continue; // equal fields of the only event: predicates by now
    }
    if (lacking.length === 0) {
      const joined = chooseMembers(one, bindings, report);
      isJudged ||= joined === null;
      key.push(...(joined === null ? [] : [joined]));
      if (joined !== null) {
        warnOfNumbers(joined, bindings, report);
      }
      continue;
    }
    const isTold = judgeOther(one, lacking, bindings, chains, report);
    isJudged ||= isTold;
  }
  if (key.length === 0 && !isJudged && chains.some((chain) => chain.length > 1)) {
    report(diagnostic('keyless-rule', 'this rule has no key: all events of the system share one set of runs',
      nameSpan, { hint: keyHint(bindings) }));
  }
  return key;
}

/** A class that is not the key. False where there was nothing to say. */
function judgeOther(
  one: FieldClass, lacking: readonly DraftBinding[], bindings: readonly DraftBinding[],
  chains: readonly (readonly ChainStep[])[], report: Report,
): boolean {
  const pairs = one.fields.flatMap((a) => one.fields.map((b) => ({ a, b })))
    .filter(({ a, b }) => a.binding !== b.binding);
  if (pairs.length === 0) {
    return false; // conditions on single events, which are predicates by now
  }
  const isNegated = (field: FieldRef): boolean => bindings[field.binding]?.negated ?? false;
  const call = (field: FieldRef): string => {
    const binding = bindings[field.binding];
    return binding === undefined ? '' : callField(binding, field.field.name);
  };
  const isEarlier = (a: FieldRef, b: FieldRef): boolean =>
    chains.some((chain) => isBefore(a.binding, b.binding, chain));
  const later = pairs.find(({ a, b }) => !isNegated(a) && isEarlier(a, b));
  if (later !== undefined) {
    const missing = list(lacking.map(callBinding));
    const which = `${call(later.a)} with ${call(later.b)}`;
    report(diagnostic('not-yet-supported',
      `an equality that is not part of the key is not yet supported: ${which}`, one.span, {
      notes: lacking.map((binding) => ({ span: binding.span, text: `${callBinding(binding)} has no field in it` })),
      hint: `it is part of the key where it names a field of every event of the pattern, also of ${missing}`,
    }));
    if (lacking.every((binding) => binding.negated)) {
      report(diagnostic('lost-key', `the join leaves out ${missing}, so that it is no part of the key`, one.span));
    }
    return true;
  }
  const early = pairs.find(({ a, b }) => isNegated(a) && !isNegated(b) && isEarlier(a, b));
  if (early !== undefined) {
    report(diagnostic('bad-negation-condition',
      `${call(early.b)} is not known yet when the negated event is read`, one.span, {
        hint: 'a condition on a negated event names steps before it, or is part of the key',
      }));
    return true;
  }
  report(diagnostic('always-true', 'no match has two of these events, so this never constrains one', one.span));
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
