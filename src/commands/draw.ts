// `wmkgen dot`: in go files of rules, out come the automata of their rules as Graphviz text or as pictures.

import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printPicture } from '../backend/dot/print.js';
import { showText } from '../source/display.js';
import { compileFiles } from './compile-files.js';
import { exitCodes } from './exit-code.js';
import { makeFolder } from './make-folder.js';
import type { Package } from './package.js';
import { systemReason } from './read-sources.js';
import { report } from './report.js';
import type { Terminal } from './terminal.js';

export interface DrawOptions {
  /** Null: all. */
  readonly rule: string | null;
  readonly svg: boolean;
  /** A file, or a directory for several; null: standard output for text, the current directory for pictures. */
  readonly output: string | null;
  readonly dead: boolean;
}

export async function draw(
  files: readonly string[], options: DrawOptions, home: Package, terminal: Terminal,
): Promise<number> {
  const { plan, diagnostics } = compileFiles(files, {}, home);
  report(diagnostics, terminal);
  if (plan === null) {
    return exitCodes.diagnostics;
  }
  const rules = plan.rules.filter(({ name }) => options.rule === null || name === options.rule);
  if (rules.length === 0) {
    const there = plan.rules.map(({ name }) => name).join(', ');
    terminal.complain(options.rule === null ? 'wmkgen: there is no rule to draw\n'
      : `wmkgen: there is no rule '${showText(options.rule)}', but: ${there}\n`);
    return exitCodes.usage;
  }
  const drawings = rules.map((rule) => ({ rule, text: printPicture(rule, { showDead: options.dead }) }));
  if (!options.svg && options.output === null) {
    terminal.print(drawings.map(({ text }) => text).join('\n'));
    return exitCodes.done;
  }
  const paint = options.svg ? await painter() : (text: string) => text;
  const isFolder = options.output === null || rules.length > 1 || isDirectory(options.output);
  const folder = isFolder ? options.output ?? '.' : null;
  for (const { rule, text } of drawings) {
    const path = folder === null ? options.output! : join(folder, `${rule.name}.${options.svg ? 'svg' : 'dot'}`);
    try {
      if (folder !== null) {
        makeFolder(folder);
      }
      writeFileSync(path, paint(text));
    } catch (error) {
      terminal.complain(`wmkgen: cannot write '${showText(path)}': ${systemReason(error)}\n`);
      return exitCodes.output;
    }
    terminal.print(`wrote ${showText(path)}\n`);
  }
  return exitCodes.done;
}

/** Graphviz itself, as WebAssembly; loading it takes longer than all else. */
async function painter(): Promise<(text: string) => string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return (text) => viz.renderString(text, { format: 'svg' });
}

/** One that is there, or is named like one. */
function isDirectory(path: string): boolean {
  return path.endsWith('/') || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
