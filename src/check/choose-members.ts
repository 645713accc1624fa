// One field of each event is enough for a class: in goes a closed class, out comes exactly one of each binding that has
// any; for bindings of one kind the same one where that can be, as an event then concerns the runs of one key only.

import type { EventField } from '../events/catalogue.js';
import type { FieldClass } from './close-classes.js';
import type { DraftBinding } from './draft.js';
import type { JoinClass } from './rule.js';

interface Offer {
  readonly binding: DraftBinding;
  readonly fields: readonly EventField[];
}

export function chooseMembers(one: FieldClass, bindings: readonly DraftBinding[], isKey: boolean): JoinClass {
  const offers = bindings.flatMap((binding): readonly Offer[] => {
    const fields = one.fields.filter((field) => field.binding === binding.index).map(({ field }) => field);
    return fields.length === 0 ? [] : [{ binding, fields }];
  });
  // in a key processes and threads mean that instance, which says more than a number
  const instance = !isKey ? undefined : (['process', 'thread'] as const)
    .find((kind) => offers.every(({ fields }) => fields.some((field) => field.type.kind === kind)));
  const useful = instance === undefined ? offers : offers.map(({ binding, fields }): Offer =>
    ({ binding, fields: fields.filter((field) => field.type.kind === instance) }));
  const chosen = new Map(groupByKind(useful).flatMap(chooseOfKind));
  const members = [...chosen].sort(([a], [b]) => a - b).map(([binding, field]) => ({ binding, field }));
  return { members, agreeAs: instance ?? 'value', isKey, span: one.span };
}

function groupByKind(offers: readonly Offer[]): readonly (readonly Offer[])[] {
  const kinds = [...new Set(offers.map(({ binding }) => binding.event))];
  return kinds.map((kind) => offers.filter(({ binding }) => binding.event === kind));
}

/** The field that most of them have is that of all who have it, and so on with the others. */
function chooseOfKind(offers: readonly Offer[]): readonly (readonly [number, EventField])[] {
  const count = ({ name }: EventField): number => offers.filter(({ fields }) => has(fields, name)).length;
  const [best] = offers.flatMap(({ fields }) => fields).sort((a, b) => count(b) - count(a)); // of the best the first
  if (best === undefined) {
    return [];
  }
  const [having, others] = [true, false].map((wanted) =>
    offers.filter(({ fields }) => has(fields, best.name) === wanted));
  return [
    ...(having ?? []).map(({ binding }) => [binding.index, best] as const),
    ...chooseOfKind(others ?? []),
  ];
}

function has(fields: readonly EventField[], name: string): boolean {
  return fields.some((field) => field.name === name);
}
