// Prints a header with one kind of events: in goes the view of an entry, out comes C.

import { fillTemplate } from '../template.js';
import type { EntryView } from './view-entry.js';

/** What it is made by and of stands in its first comment. */
export function printEntry(view: EntryView, origin: { readonly generator: string; readonly source: string }, templates: string): string {
  return fillTemplate([`${templates}/entry`], 'entry', { ...view, ...origin });
}
