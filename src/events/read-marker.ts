// The WMK_ words of a header: in goes a place where one begins, out comes which it is and what stands in its brackets.

import { accept, next, splitAtCommas, takeBalanced, type Cursor } from './cursor.js';
import type { HeaderToken } from './tokenize-header.js';

export interface Marker {
  readonly name: string;
  readonly word: HeaderToken;
  /** Null where it has no brackets. */
  readonly arguments: readonly (readonly HeaderToken[])[] | null;
}

/** Of a kind, before its fields. */
export const kindMarkers: ReadonlyMap<string, 'plain' | 'arguments'> = new Map([
  ['WMK_ATTEMPTED', 'plain'], ['WMK_DONE', 'plain'], ['WMK_IN_TASK', 'plain'], ['WMK_NO_TASK', 'plain'],
  ['WMK_BLIND', 'arguments'], ['WMK_CONSTANTS', 'arguments'], ['WMK_CONSTANTS_OF', 'arguments'], ['WMK_BPF_AT', 'arguments'],
  ['WMK_BPF_ALSO_AT', 'arguments'], ['WMK_BPF_WHEN', 'arguments'], ['WMK_STAP_AT', 'arguments'],
  ['WMK_STAP_ALSO_AT', 'arguments'], ['WMK_STAP_WHEN', 'arguments'], ['WMK_STAP_BLIND', 'arguments'],
]);

/** Of a field, behind its name. */
export const fieldMarkers: ReadonlyMap<string, 'plain' | 'arguments'> = new Map([
  ['WMK_BPF', 'arguments'], ['WMK_BPF_FILL', 'arguments'], ['WMK_BPF_TASK', 'arguments'],
  ['WMK_STAP', 'arguments'], ['WMK_STAP_FILL', 'arguments'], ['WMK_STAP_TASK', 'arguments'],
]);

/** At a word that begins with WMK_; null where its bracket does not close. */
export function readMarker(cursor: Cursor): Marker | null {
  const word = next(cursor);
  if (word === null) {
    return null;
  }
  if (accept(cursor, '(') === null) {
    return { name: word.text, word, arguments: null };
  }
  const inside = takeBalanced(cursor, '(');
  return inside === null ? null : { name: word.text, word, arguments: splitAtCommas(inside) };
}

/** What is wrong with it where a marker of `among` is expected; null: nothing. */
export function markerProblem(marker: Marker, among: ReadonlyMap<string, 'plain' | 'arguments'>): string | null {
  const shape = among.get(marker.name);
  if (shape === undefined) {
    const where = kindMarkers.has(marker.name) ? "stands before a kind's fields, not in one"
      : fieldMarkers.has(marker.name) ? 'stands behind the name of a field'
      : `is no word of a catalogue, expected ${[...among.keys()].join(', ')}`;
    return `'${marker.name}' ${where}`;
  }
  if ((shape === 'plain') !== (marker.arguments === null)) {
    return shape === 'plain' ? `'${marker.name}' takes no brackets` : `'${marker.name}' needs something in brackets`;
  }
  return marker.arguments?.length === 0 ? `'${marker.name}' needs something in its brackets` : null;
}
