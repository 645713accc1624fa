// For tests: in goes the text of rule files, out come the printed rules and the rendered diagnostics.

import { readFileSync } from 'node:fs';
import { render } from '../../source/render.js';
import type { SourceFile } from '../../source/file.js';
import { parse } from '../../syntax/parse.js';
import { check, type Checked } from '../check.js';

/** `others` are files that the rule files name; the shipped catalogue is there in any case. */
export function checkFiles(
  sources: Readonly<Record<string, string>>, others: Readonly<Record<string, string>> = {},
): Checked {
  const files = Object.entries(sources).map(([name, text]) => {
    const file: SourceFile = { name, text };
    const { ast, diagnostics } = parse(file);
    if (ast === null || diagnostics.length > 0) {
      throw new Error(`a test's rule does not parse:\n${render(diagnostics)}`);
    }
    return { ast, file };
  });
  return check(files, {
    catalogueDirectory: 'rules',
    readFile: (path) => others[path] ?? (/^rules\/(?:wmk|events\/)\w*\.h$/.test(path) ? readFileSync(path, 'utf8') : null),
  });
}

/** One file, `x.wmk`. */
export function checkText(text: string, others: Readonly<Record<string, string>> = {}): Checked {
  return checkFiles({ 'x.wmk': text }, others);
}
