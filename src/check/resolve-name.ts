// Names and fields of events in expressions: in go the words, out come the binding and the field that they mean.

import { diagnostic } from '../source/diagnostic.js';
import type { EventField, EventKind } from '../events/catalogue.js';
import { standardField } from '../events/standard-fields.js';
import type { Name } from '../syntax/ast.js';
import type { DraftBinding, RuleScope } from './draft.js';
import { didYouMean, nearest } from './nearest.js';
import { list, listSome } from './phrase.js';
import type { Report } from './report.js';

export function resolveOwner(owner: Name, scope: RuleScope, report: Report): DraftBinding | null {
  const binding = scope.bindings.find((one) => one.name === owner.text) ?? null;
  if (binding === null && scope.hasPattern) {
    const named = scope.bindings.flatMap((one) => (one.name === null ? [] : [one.name]));
    const meant = nearest(owner.text, named);
    const place = meant === null ? undefined : scope.bindings.find((one) => one.name === meant);
    const bound = named.length === 0
      ? 'this pattern names no event, write KIND:NAME in it'
      : `this pattern binds ${list([...new Set(named)])}`;
    report(diagnostic('unbound-name', `'${owner.text}' is not bound by this pattern`, owner.span, {
      notes: place === undefined ? [] : [{ span: place.span, text: `bound here: '${meant ?? ''}'` }],
      hint: meant === null ? bound : `did you mean '${meant}'? ${bound}`,
    }));
  }
  return binding;
}

export function resolveField(binding: DraftBinding, name: Name, report: Report): EventField | null {
  if (binding.kind === null) {
    return null;
  }
  const field = binding.kind.fields.get(name.text) ?? null;
  if (field === null) {
    report(isWithheld(binding.kind, name.text)
      ? diagnostic('not-available', `kind '${binding.event}' withholds '${name.text}'`, name.span, {
        notes: [{ span: binding.kind.span, text: withheldReason }],
      })
      : diagnostic('unknown-field', `kind '${binding.event}' has no field '${name.text}'`, name.span, {
        hint: didYouMean(name.text, binding.kind.fields.keys())
          ?? `its fields are ${listSome([...binding.kind.fields.keys()])}`,
      }));
  }
  return field;
}

export const withheldReason = 'the subject of this kind is not the current task, which would be a bystander';

/** A standard field that this kind, having no task, cannot know. */
export function isWithheld(kind: EventKind, name: string): boolean {
  return kind.subject === 'none' && standardField(name) !== null && !kind.fields.has(name);
}
