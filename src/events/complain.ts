// How readers of a header report: what is wrong and where.

import type { Span } from '../source/span.js';

/** Null: at the end of the header. */
export type Complain = (
  message: string, span: Span | null, note?: { readonly span: Span; readonly text: string },
) => void;
