// What a file declares beside its rules: in go its items and the kinds it sees, out come its sets, variables and tables by
// name.

import { dirname, isAbsolute, join } from 'node:path';
import { diagnostic } from '../source/diagnostic.js';
import type { ReadFile } from '../events/find-header.js';
import type { VisibleKinds } from '../events/read-catalogue.js';
import type { SourceFile } from '../source/file.js';
import type { FileAst, Name, SetAst, TableAst, VarAst } from '../syntax/ast.js';
import type { FileScope, TableDraft } from './draft.js';
import type { Members } from './expression.js';
import { maxCapacity } from './limits.js';
import { readSetFile } from './read-set-file.js';
import { resolveConstant, type ConstantScope } from './resolve-constant.js';
import { resolveMembers } from './resolve-members.js';
import type { Report } from './report.js';
import type { Variable } from './rule.js';

/** How many variables and tables the files before it have. */
export interface Counts {
  readonly variables: number;
  readonly tables: number;
}

export function resolveDeclarations(
  ast: FileAst, file: SourceFile, events: VisibleKinds, counts: Counts, readFile: ReadFile, report: Report,
): FileScope {
  const first = new Map<string, Name>();
  const sets = new Map<string, Members | 'broken'>();
  const variables = new Map<string, Variable>();
  const tables = new Map<string, TableDraft>();
  const unsupported = new Set<string>();
  const constants: ConstantScope = {
    tiers: [[...events.kinds.values()]], isComplete: events.isComplete && events.broken.size === 0,
  };
  for (const item of ast.items) {
    if (item.kind === 'events' || item.kind === 'rule') {
      continue;
    }
    const name = item.name.text;
    const before = first.get(name);
    if (before !== undefined) {
      report(diagnostic('duplicate-name', `'${name}' is declared twice`, item.name.span, {
        notes: [{ span: before.span, text: 'first here' }],
      }));
      continue;
    }
    first.set(name, item.name);
    switch (item.kind) {
      case 'set':
        sets.set(name, resolveSet(item, file, constants, readFile, report) ?? 'broken');
        break;
      case 'var':
        variables.set(name, resolveVariable(item, counts.variables + variables.size, constants, report));
        break;
      case 'table':
        tables.set(name, resolveTable(item, counts.tables + tables.size, report));
        break;
      case 'profile':
        unsupported.add(name);
        report(diagnostic('not-yet-supported', 'PROFILE is not yet supported', item.span));
    }
  }
  // a profile declares a kind, so that a pattern with its name is no second mistake
  const broken = new Set([...events.broken, ...unsupported]);
  return { events: { ...events, broken }, sets, variables, tables, unsupported };
}

const maxSigned = (1n << 63n) - 1n;

/** One in a mistake is there all the same, so that its use is no second one. */
function resolveVariable(
  { name, initial, span }: VarAst, index: number, constants: ConstantScope, report: Report,
): Variable {
  if (initial !== null && initial > maxSigned) {
    report(diagnostic('integer-too-large',
      `'${initial}' does not fit a VAR, which is a signed integer of 64 bits, at most ${maxSigned}`, span));
  }
  if (resolveConstant(name, constants, () => undefined) !== 'unknown') {
    report(diagnostic('shadowed-name', `'${name.text}' is a constant of this file's events`, name.span, {
      hint: 'a VAR needs a name of its own',
    }));
  }
  return { index, name: name.text, initial: initial ?? 0n, span };
}

function resolveTable({ name, capacity, span }: TableAst, index: number, report: Report): TableDraft {
  if (capacity < 1n || capacity > maxCapacity) {
    report(diagnostic('bad-table', `a table of ${capacity} entries, expected 1 to ${maxCapacity}`, span));
  }
  return { index, name: name.text, capacity: Number(capacity), span, keys: [], firstUse: null };
}

function resolveSet(
  set: SetAst, file: SourceFile, constants: ConstantScope, readFile: ReadFile, report: Report,
): Members | null {
  const { source } = set;
  if (source.from === 'literals') {
    return resolveMembers(source.members, constants, set.span, report);
  }
  const path = isAbsolute(source.path) ? source.path : join(dirname(file.name), source.path);
  const text = readFile(path);
  if (text === null) {
    report(diagnostic('set-not-found', `the members of set '${set.name.text}' cannot be read from '${path}'`,
      source.span));
    return null;
  }
  const literals = readSetFile({ name: path, text }, report);
  return literals === null ? null : resolveMembers(literals, constants, set.span, report);
}
