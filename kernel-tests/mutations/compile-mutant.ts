/** Takes a number and returns what the whole compiler makes of that mutant: nothing may be thrown and nothing be slow. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printBpf } from '../../src/backend/bpf/print.js';
import { readNamedFile } from '../../src/commands/read-sources.js';
import { compile } from '../../src/compile.js';
import type { Plan } from '../../src/plan/plan.js';
import { render } from '../../src/source/render.js';
import { renderJson } from '../../src/source/render-json.js';
import { parse } from '../../src/syntax/parse.js';
import { print } from '../../src/syntax/print.js';
import { mutate, wordsOf } from './mutate.js';

export interface Mutant {
  readonly text: string;
  readonly milliseconds: number;
  /** What was thrown. */
  readonly thrown: string | null;
  readonly isAccepted: boolean;
  /** Where it is accepted and no mutant of this compiler before it was the same. */
  readonly c: string | null;
  /** Of the C, without comments and what names a place in the rule file. */
  readonly hash: string;
}

export type MutantCompiler = (seed: number) => Mutant;

const RING_BYTES = 1 << 20;

/** What mutants are made of: the shipped rules, and the rest of the language. */
function sources(checkout: string): readonly string[] {
  return ['rules', 'kernel-tests/mutations'].flatMap((folder) => {
    const names = readdirSync(join(checkout, folder)).filter((name) => name.endsWith('.wmk')).sort();
    return names.map((name) => readFileSync(join(checkout, folder, name), 'utf8'));
  });
}

export function mutantText(checkout: string): (seed: number) => string {
  const texts = sources(checkout);
  const words = wordsOf(texts);
  return (seed) => mutate(texts[seed % texts.length] ?? '', words, seed);
}

export function mutantCompiler(checkout: string): MutantCompiler {
  const textOf = mutantText(checkout);
  const files = new Map<string, string | null>();
  const readFile = (path: string): string | null => {
    if (!files.has(path)) files.set(path, readNamedFile(path));
    return files.get(path) ?? null;
  };
  const seen = new Set<string>();
  const isNew = (key: string): boolean => !seen.has(key) && seen.add(key) !== undefined;
  const options = { catalogueDirectory: join(checkout, 'rules'), readFile, known: new Map() };
  const compileText = (text: string): { readonly plan: Plan | null; readonly milliseconds: number } => {
    const start = performance.now();
    const { plan, diagnostics } = compile([{ name: 'rules/x.wmk', text }], options);
    render(diagnostics);
    renderJson(diagnostics);
    return { plan, milliseconds: performance.now() - start };
  };
  return (seed) => {
    const text = textOf(seed);
    try {
      const { plan, milliseconds } = compileText(text);
      const none = { text, milliseconds, thrown: null, isAccepted: plan !== null, c: null, hash: '' };
      // What is the same to the parser is the same to all that follows; generating it is the slowest part.
      if (plan === null || !isNew(spelled(text))) return none;
      const c = printBpf(plan, join(checkout, 'templates'), { generator: 'wmkgen', ringBytes: RING_BYTES, budgets: false });
      const hash = createHash('sha1').update(withoutPlaces(c)).digest('base64');
      return isNew(hash) ? { ...none, c, hash } : none;
    } catch (error) {
      const thrown = error instanceof Error ? error.stack ?? error.message : String(error);
      return { text, milliseconds: 0, thrown, isAccepted: false, c: null, hash: '' };
    }
  };
}

function spelled(text: string): string {
  const { ast } = parse({ name: 'x.wmk', text });
  return ast === null ? text : print(ast);
}

function withoutPlaces(c: string): string {
  return c.replace(/\/\*[^]*?\*\//g, '').replace(/x\.wmk:\d+/g, 'x.wmk');
}
