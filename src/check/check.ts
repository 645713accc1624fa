// From trees to rules: in go the trees of all files of a compilation, out comes the program that they form, or null
// where one of them has an error, and all that is to be said about them.

import { diagnostic, hasErrors, type Diagnostic } from '../source/diagnostic.js';
import { readCatalogue, type CatalogueOptions, type VisibleKinds } from '../events/read-catalogue.js';
import type { SourceFile } from '../source/file.js';
import type { FileAst, RuleAst } from '../syntax/ast.js';
import { checkRule } from './check-rule.js';
import { checkStorage } from './check-storage.js';
import type { TableDraft } from './draft.js';
import { limitErrors } from './limit-errors.js';
import { maxRules } from './limits.js';
import { resolveDeclarations } from './resolve-declarations.js';
import type { CheckedProgram, CheckedRule, Variable } from './rule.js';

export interface ParsedFile {
  readonly ast: FileAst;
  readonly file: SourceFile;
}

export interface Checked {
  readonly program: CheckedProgram | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function check(files: readonly ParsedFile[], options: CatalogueOptions): Checked {
  const requests = files.flatMap(({ ast }) => ast.items.filter((item) => item.kind === 'events'));
  const { catalogue, visible, diagnostics: ofCatalogue } = readCatalogue(requests, options);
  const diagnostics: Diagnostic[] = [...ofCatalogue];
  const report = (one: Diagnostic): void => {
    diagnostics.push(one);
  };
  const rules: CheckedRule[] = [];
  const variables: Variable[] = [];
  const tables: TableDraft[] = [];
  for (const { ast, file } of files) {
    const ofFile = ast.items.filter((item) => item.kind === 'rule');
    const events = visible.get(file) ?? noEvents(file, ofFile, report);
    const counts = { variables: variables.length, tables: tables.length };
    const scope = resolveDeclarations(ast, file, events, counts, options.readFile, report);
    variables.push(...scope.variables.values());
    tables.push(...scope.tables.values());
    for (const tree of ofFile) {
      const result = checkRule(tree, scope);
      diagnostics.push(...result.diagnostics);
      rules.push(...(result.rule === null ? [] : [result.rule]));
    }
  }
  const trees = files.flatMap(({ ast }) => ast.items.filter((item) => item.kind === 'rule'));
  checkRuleNames(trees, report);
  const program = { catalogue, rules, variables, tables: checkStorage(variables, tables, report) };
  return { program: hasErrors(diagnostics) ? null : program, diagnostics: limitErrors(diagnostics) };
}

/** Without EVENTS every kind is unknown, which is said once. */
function noEvents(file: SourceFile, rules: readonly RuleAst[], report: (one: Diagnostic) => void): VisibleKinds {
  const [first] = rules;
  if (first !== undefined) {
    report(diagnostic('missing-events',
      `'${file.name}' has rules but no EVENTS, which says what kinds of events there are`, first.name.span, {
        hint: 'EVENTS "wmkevents.h"',
      }));
  }
  return { kinds: new Map(), broken: new Set(), isComplete: false };
}

/** In C they become prefixes of names in lower and in upper case. */
function checkRuleNames(rules: readonly RuleAst[], report: (one: Diagnostic) => void): void {
  const first = new Map<string, RuleAst>();
  for (const rule of rules) {
    const { name } = rule;
    const before = first.get(name.text.toLowerCase());
    if (before === undefined) {
      first.set(name.text.toLowerCase(), rule);
      continue;
    }
    report(diagnostic('duplicate-rule', name.text === before.name.text
      ? `a second rule '${name.text}'`
      : `rules '${before.name.text}' and '${name.text}' differ in case only`,
    name.span, { notes: [{ span: before.name.span, text: 'first here' }] }));
  }
  const beyond = rules[maxRules];
  if (beyond !== undefined) {
    report(diagnostic('too-many-rules', `${rules.length} rules in one compilation, at most ${maxRules} are allowed`,
      beyond.name.span));
  }
}
