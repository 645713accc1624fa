import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { render } from '../../source/render.js';
import { printProgram } from '../print.js';
import { checkFiles } from './check-text.js';
import { readDocument } from './read-document.js';

const directory = 'src/check/test/cases';
const header = { 't.h': readFileSync(join(directory, 't.h'), 'utf8') };

for (const name of readdirSync(directory).filter((file) => file.endsWith('.md')).sort()) {
  describe(name, () => {
    for (const { heading, sources, files, says } of readDocument(readFileSync(join(directory, name), 'utf8'))) {
      it(heading, () => {
        const { program, diagnostics } = checkFiles(sources, { ...header, ...files });
        expect(render(diagnostics) + (program === null ? '' : printProgram(program))).toBe(says);
      });
    }
  });
}
