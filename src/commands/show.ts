// `wmkgen show`: in go files of rules and the name of an intermediate form, out comes that form as text.

import { printAscii } from '../automaton/ascii.js';
import { nameAutomaton } from '../backend/automaton-names.js';
import { printBpf } from '../backend/bpf/print.js';
import { printProgram } from '../check/print.js';
import type { CheckedProgram } from '../check/rule.js';
import type { Plan } from '../plan/plan.js';
import { printPlan } from '../plan/print.js';
import { hasErrors } from '../source/diagnostic.js';
import { parse } from '../syntax/parse.js';
import { print } from '../syntax/print.js';
import { compileFiles } from './compile-files.js';
import { exitCodes } from './exit-code.js';
import { defaultRingBuffer } from './generate.js';
import { generatorName, templateDirectory, type Package } from './package.js';
import { readSources } from './read-sources.js';
import { report } from './report.js';
import type { Terminal } from './terminal.js';

/** In the order in which the compiler makes them. */
export type Form = 'ast' | 'rule' | 'automaton' | 'plan' | 'c';

export function show(files: readonly string[], form: Form, home: Package, terminal: Terminal): number {
  if (form === 'ast') {
    return showTrees(files, terminal);
  }
  const { program, plan, diagnostics } = compileFiles(files, {}, home);
  report(diagnostics, terminal);
  if (program === null || plan === null) {
    return exitCodes.diagnostics;
  }
  terminal.print(printForm(form, program, plan, home));
  return exitCodes.done;
}

/** Trees need no rule to make sense. */
function showTrees(names: readonly string[], terminal: Terminal): number {
  const { files, diagnostics } = readSources(names);
  const parsed = files.map(parse);
  const all = [...diagnostics, ...parsed.flatMap((one) => one.diagnostics)];
  report(all, terminal);
  terminal.print(parsed.map(({ ast }) => (ast === null ? '' : print(ast))).filter((text) => text !== '').join('\n'));
  return hasErrors(all) ? exitCodes.diagnostics : exitCodes.done;
}

function printForm(form: Exclude<Form, 'ast'>, program: CheckedProgram, plan: Plan, home: Package): string {
  switch (form) {
    case 'rule':
      return printProgram(program);
    case 'automaton':
      return plan.rules.map((rule) =>
        `rule ${rule.name}\n${printAscii(rule.automaton, nameAutomaton(rule)).map((line) => `  ${line}\n`).join('')}`).join('\n');
    case 'plan':
      return printPlan(plan);
    case 'c':
      return printBpf(plan, templateDirectory(home), { generator: generatorName(home), ringBytes: defaultRingBuffer, budgets: false });
  }
}
