// One field of each event is enough for the key: in goes a class with a field of every binding, out comes one with
// exactly one of each, the same for all bindings of one kind.

import { diagnostic } from '../source/diagnostic.js';
import type { EventField } from '../events/catalogue.js';
import type { FieldClass } from './close-classes.js';
import type { DraftBinding } from './draft.js';
import { callField } from './phrase.js';
import type { Report } from './report.js';
import type { JoinClass } from './rule.js';

/** Null where two steps of one kind have no field in common, which was reported. */
export function chooseMembers(one: FieldClass, bindings: readonly DraftBinding[], report: Report): JoinClass | null {
  const offers = new Map<string, readonly EventField[]>(); // of each kind
  for (const binding of bindings) {
    const own = one.fields.filter((field) => field.binding === binding.index).map(({ field }) => field);
    const before = offers.get(binding.event) ?? own;
    const common = before.filter((field) => own.some((other) => other.name === field.name));
    if (common.length === 0) {
      reportSeveralKeys(one, binding, bindings, report);
      return null;
    }
    offers.set(binding.event, common);
  }
  const instance = (['process', 'thread'] as const)
    .find((kind) => [...offers.values()].every((fields) => fields.some((field) => field.type.kind === kind)));
  const members = bindings.flatMap((binding) => {
    const fields = offers.get(binding.event) ?? [];
    const field = fields.find((candidate) => candidate.type.kind === instance) ?? fields[0];
    return field === undefined ? [] : [{ binding: binding.index, field }];
  });
  return { members, agreeAs: instance ?? 'value', isKey: true, span: one.span };
}

function reportSeveralKeys(
  one: FieldClass, binding: DraftBinding, bindings: readonly DraftBinding[], report: Report,
): void {
  const first = bindings.find((other) => other.event === binding.event);
  const call = (of: DraftBinding): string => {
    const field = one.fields.find((member) => member.binding === of.index);
    return field === undefined ? '' : callField(of, field.field.name);
  };
  report(diagnostic('not-yet-supported',
    `a kind that gives the key by several fields is not yet supported: ${first === undefined ? '' : call(first)} and `
    + `${call(binding)} of kind '${binding.event}'`, one.span));
}
