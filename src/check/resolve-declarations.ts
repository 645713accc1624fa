// What a file declares beside its rules: in go its items and the kinds it sees, out come its sets by name.

import { dirname, isAbsolute, join } from 'node:path';
import { diagnostic } from '../source/diagnostic.js';
import type { ReadFile } from '../events/find-header.js';
import type { VisibleKinds } from '../events/read-catalogue.js';
import type { SourceFile } from '../source/file.js';
import type { FileAst, ItemAst, Name, SetAst } from '../syntax/ast.js';
import type { FileScope } from './draft.js';
import type { Members } from './expression.js';
import { readSetFile } from './read-set-file.js';
import type { ConstantScope } from './resolve-constant.js';
import { resolveMembers } from './resolve-members.js';
import type { Report } from './report.js';

export function resolveDeclarations(
  ast: FileAst, file: SourceFile, events: VisibleKinds, readFile: ReadFile, report: Report,
): FileScope {
  const first = new Map<string, Name>();
  const sets = new Map<string, Members | 'broken'>();
  const unsupported = new Set<string>();
  const constants: ConstantScope = {
    tiers: [[...events.kinds.values()]], isComplete: events.isComplete && events.broken.size === 0,
  };
  for (const item of ast.items) {
    if (item.kind === 'events' || item.kind === 'rule') {
      continue;
    }
    const before = first.get(item.name.text);
    if (before !== undefined) {
      report(diagnostic('duplicate-name', `'${item.name.text}' is declared twice`, item.name.span, {
        notes: [{ span: before.span, text: 'first here' }],
      }));
      continue;
    }
    first.set(item.name.text, item.name);
    if (item.kind === 'set') {
      sets.set(item.name.text, resolveSet(item, file, constants, readFile, report) ?? 'broken');
    } else {
      unsupported.add(item.name.text);
      report(diagnostic('not-yet-supported', `${keyword(item)} is not yet supported`, item.span));
    }
  }
  // a profile declares a kind, so that a pattern with its name is no second mistake
  const broken = new Set([...events.broken, ...unsupported]);
  return { events: { ...events, broken }, sets, unsupported };
}

function keyword(item: ItemAst): string {
  return item.kind.toUpperCase();
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
