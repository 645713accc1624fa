// Prints the SystemTap script of a plan: in goes the plan, out comes a script with all that it needs.

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plan } from '../../plan/plan.js';
import { viewPlan, type ViewOptions } from '../c/view.js';
import { wrapLines } from '../c/wrap.js';
import { fillTemplate } from '../template.js';
import { inlineHeaders, type Header } from './inline.js';
import { readersOf } from './readers-of.js';
import { viewScript } from './view-script.js';
import { stapWords } from './words.js';

export interface StapOptions extends Omit<ViewOptions, 'words'> {
  /** Whether all headers stand in the script, so that it needs no other file; else it names them. */
  readonly isWhole: boolean;
}

export function printStap(plan: Plan, templates: string, options: StapOptions): string {
  const view = viewScript(plan, viewPlan(plan, { ...options, words: stapWords }));
  const text = wrapLines(fillTemplate([`${templates}/c`, `${templates}/stap`], 'monitor', view));
  return options.isWhole ? inlineHeaders(text, (name, from) => findHeader(name, from, plan, templates)) : text;
}

/** Beside the header that includes it, in the runtime, or a catalogue's. */
function findHeader(name: string, from: Header | null, plan: Plan, templates: string): Header | null {
  // Of the catalogue's language, wherever it is found from: it is no C that a module needs.
  if (basename(name) === 'wmk.h') {
    return { path: 'wmk.h', text: '' };
  }
  const beside = from === null ? plan.kinds.map(({ kind }) => dirname(kind.span.file.name)) : [dirname(from.path)];
  const runtime = [`${templates}/stap/runtime`, `${templates}/bpf/runtime`];
  const path = [...beside, ...runtime].map((folder) => join(folder, name)).find(existsSync);
  if (path === undefined) {
    return null;
  }
  const text = readFileSync(path, 'utf8');
  // nor is what else is said in its words
  const isCatalogue = !runtime.includes(dirname(path)) && !path.endsWith('.stap.h');
  return { path, text: isCatalogue ? readersOf(text) : text };
}
