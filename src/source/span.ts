// A place in a source file: in goes nothing, out comes the type that every tree node and every diagnostic carries.

import type { SourceFile } from './file.js';

/** Half-open range of UTF-16 offsets into `file.text`. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** The least span that covers both; they must lie in the same file. */
export function join(a: Span, b: Span): Span {
  return { file: a.file, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
