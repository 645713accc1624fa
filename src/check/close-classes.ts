// Equality is transitive: in go links between fields, out come the classes that they form, in the order in which WHERE
// first names them.

import type { Span } from '../source/span.js';
import type { FieldRef } from './draft.js';
import type { Link } from './resolve-conditions.js';

export interface FieldClass {
  /** By binding, then by name. */
  readonly fields: readonly FieldRef[];
  /** A [Field] is among the conditions that form it. */
  readonly isJoin: boolean;
  /** Of the condition that first names it. */
  readonly span: Span;
}

export function closeClasses(links: readonly Link[]): readonly FieldClass[] {
  let classes: { readonly fields: ReadonlyMap<string, FieldRef>; readonly isJoin: boolean; readonly span: Span }[] = [];
  for (const link of links.filter((one) => one.fields.length > 0)) {
    const fields = new Map(link.fields.map((field) => [`${field.binding}.${field.field.name}`, field]));
    const touched = classes.filter((one) => [...fields.keys()].some((name) => one.fields.has(name)));
    const merged = {
      fields: new Map([...touched.flatMap((one) => [...one.fields]), ...fields]),
      isJoin: link.isJoin || touched.some((one) => one.isJoin),
      span: touched[0]?.span ?? link.span,
    };
    const place = touched[0] === undefined ? classes.length : classes.indexOf(touched[0]);
    classes = [...classes.slice(0, place), merged, ...classes.slice(place).filter((one) => !touched.includes(one))];
  }
  return classes.map(({ fields, isJoin, span }) => ({ fields: [...fields.values()].sort(compare), isJoin, span }));
}

function compare(a: FieldRef, b: FieldRef): number {
  return a.binding - b.binding || (a.field.name < b.field.name ? -1 : a.field.name > b.field.name ? 1 : 0);
}
