// All EVENTS of a compilation: in go their names with the places they stand at, out come one catalogue of all kinds,
// which headers each rule file named, and diagnostics.

import { dirname, resolve } from 'node:path';
import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import type { Span } from '../source/span.js';
import type { Catalogue, CatalogueHeader, EventKind } from './catalogue.js';
import { findHeader, type ReadFile } from './find-header.js';
import { readHeader, type HeaderReading } from './read-header.js';

export interface EventsRequest {
  readonly path: string;
  /** Of the string in the rule file; null where it is not a rule file that asks. */
  readonly span: Span | null;
}

export interface CatalogueOptions {
  /** Where the shipped headers are. */
  readonly catalogueDirectory: string;
  readonly readFile: ReadFile;
  /** Headers that were read before, for who compiles many rules against files that stay the same; what is read is added. */
  readonly known?: Map<string, Found>;
}

export interface CatalogueReading {
  readonly catalogue: Catalogue;
  /** What the rules of a file can use. */
  readonly visible: ReadonlyMap<SourceFile, VisibleKinds>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface VisibleKinds {
  readonly kinds: ReadonlyMap<string, EventKind>;
  /** Declared, but wrong. */
  readonly broken: ReadonlySet<string>;
  /** Every header was found, so that a kind that is not here is a mistake of the rule. */
  readonly isComplete: boolean;
}

export interface Found extends HeaderReading {
  readonly header: CatalogueHeader;
}

export function readCatalogue(requests: readonly EventsRequest[], options: CatalogueOptions): CatalogueReading {
  const diagnostics: Diagnostic[] = [];
  const found = new Map<string, Found>(); // by absolute path
  const kinds = new Map<string, EventKind>();
  const findIncluded = (name: string, from: SourceFile): SourceFile | null => {
    const finding = findHeader(name, dirname(from.name), options.catalogueDirectory, options.readFile);
    return 'file' in finding ? finding.file : null;
  };
  const ofFile = new Map<SourceFile, { readonly headers: Found[]; isComplete: boolean }>();
  for (const request of requests) {
    const from = request.span?.file ?? null;
    const entry = (from === null ? undefined : ofFile.get(from)) ?? { headers: [], isComplete: true };
    if (from !== null) {
      ofFile.set(from, entry);
    }
    const beside = from === null ? '.' : dirname(from.name);
    const finding = findHeader(request.path, beside, options.catalogueDirectory, options.readFile);
    if ('tried' in finding) {
      entry.isComplete = false;
      diagnostics.push(notFound(request, finding.tried));
      continue;
    }
    const path = resolve(finding.file.name);
    let reading = found.get(path);
    if (reading === undefined) {
      const header = { name: request.path, path: finding.file.name };
      const key = `${request.path}\n${path}`;
      reading = options.known?.get(key) ?? { header, ...readHeader(finding.file, header, findIncluded) };
      options.known?.set(key, reading);
      found.set(path, reading);
      diagnostics.push(...reading.diagnostics, ...addKinds(kinds, reading.kinds));
    }
    entry.headers.push(reading);
  }
  const visible = new Map([...ofFile].map(([file, entry]) => [file, visibleKinds(entry.headers, entry.isComplete)]));
  return { catalogue: { kinds, headers: [...found.values()].map(({ header }) => header) }, visible, diagnostics };
}

function notFound(request: EventsRequest, tried: readonly string[]): Diagnostic {
  return diagnostic('events-not-found', `there is no catalogue of events '${request.path}'`, request.span, {
    notes: tried.map((path) => ({ span: null, text: `tried '${path}'` })),
    hint: request.path.endsWith('.h') ? null : 'a catalogue is a C header, NAME.h',
  });
}

function addKinds(kinds: Map<string, EventKind>, more: readonly EventKind[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const kind of more) {
    const before = kinds.get(kind.name);
    if (before === undefined) {
      kinds.set(kind.name, kind);
    } else if (!isSamePlace(before.span, kind.span)) {
      diagnostics.push(diagnostic('bad-catalogue', `kind '${kind.name}' is declared twice`, kind.span, {
        notes: [{ span: before.span, text: 'first here' }],
      }));
    }
  }
  return diagnostics;
}

/** Two headers may include the same one. */
function isSamePlace(a: Span, b: Span): boolean {
  return a.file.name === b.file.name && a.start === b.start;
}

function visibleKinds(headers: readonly Found[], isComplete: boolean): VisibleKinds {
  const kinds = new Map(headers.flatMap((header) => header.kinds).map((kind) => [kind.name, kind]));
  const broken = new Set(headers.flatMap((header) => header.names).filter((name) => !kinds.has(name)));
  return { kinds, broken, isComplete };
}
