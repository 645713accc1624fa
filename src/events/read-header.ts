// A catalogue header: in goes the file, out come the kinds that it and what it includes declare, and what is wrong with
// them. It is no C compiler: whatever is no `struct WMK_KIND(...) {` and no enum is passed over.

import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import type { CatalogueHeader, EventKind } from './catalogue.js';
import type { Complain } from './complain.js';
import { next, type Cursor } from './cursor.js';
import { readConstantLists } from './read-constants.js';
import { readEnums } from './read-enums.js';
import { acceptKindHead, readKind } from './read-kind.js';
import { tokenizeHeader, type HeaderToken } from './tokenize-header.js';

export interface HeaderReading {
  /** Those without mistakes. */
  readonly kinds: readonly EventKind[];
  /** Of all kinds declared, so that the use of a wrong one is not reported again. */
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `findIncluded` gives the file that a header includes by a name; null where it is not there, which is for the C compiler to say. */
export function readHeader(
  file: SourceFile, header: CatalogueHeader, findIncluded: (name: string, from: SourceFile) => SourceFile | null,
): HeaderReading {
  const diagnostics: Diagnostic[] = [];
  const complain: Complain = (message, span, note) => {
    const place = span ?? { file, start: file.text.length, end: file.text.length };
    diagnostics.push(diagnostic('bad-catalogue', message, place, { notes: note === undefined ? [] : [note] }));
  };
  const tokens = withIncluded(file, findIncluded, new Set());
  const enums = readEnums(tokens);
  const scope = { enums, lists: readConstantLists(tokens, enums.enumerators, complain) };
  const cursor: Cursor = { tokens, at: 0 };
  const kinds: EventKind[] = [];
  const names: string[] = [];
  while (cursor.at < tokens.length) {
    const head = acceptKindHead(cursor);
    if (head === null) {
      next(cursor);
      continue;
    }
    names.push(head.name.text);
    const kind = readKind(cursor, head.name, head.doc, header, scope, complain);
    if (kind !== null) {
      kinds.push(kind);
    }
  }
  if (names.length === 0) {
    complain(`'${header.name}' declares no kind of events, expected struct WMK_KIND(name) { ... };`,
      { file, start: 0, end: 0 });
  }
  return { kinds, names, diagnostics };
}

/** What is included stands before what includes it; each file once. */
function withIncluded(
  file: SourceFile, findIncluded: (name: string, from: SourceFile) => SourceFile | null, seen: Set<string>,
): readonly HeaderToken[] {
  if (seen.has(file.name)) {
    return [];
  }
  seen.add(file.name);
  const { tokens, includes } = tokenizeHeader(file);
  const before = includes.flatMap((name) => {
    const included = findIncluded(name, file);
    return included === null ? [] : withIncluded(included, findIncluded, seen);
  });
  return [...before, ...tokens];
}
