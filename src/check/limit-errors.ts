// So many mistakes in a file and the rest says nothing new: in go diagnostics, out come the first of each file.

import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import { sorted } from '../source/render.js';
import { maxErrors } from '../syntax/limits.js';

export function limitErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const counts = new Map<SourceFile | null, number>();
  return sorted(diagnostics).flatMap((one) => {
    const file = one.span?.file ?? null;
    const count = (counts.get(file) ?? 0) + 1;
    counts.set(file, count);
    return count <= maxErrors ? [one]
      : count > maxErrors + 1 ? []
      : [diagnostic('too-many-errors', `only the first ${maxErrors} errors of this file are shown`, one.span)];
  });
}
