// The self-test of the loader knows how each kind of the shipped catalogue is raised, or why it is not.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogueDirectory } from './commands/package.js';
import { readNamedFile } from './commands/read-sources.js';
import { readCatalogue } from './events/read-catalogue.js';
import { home } from './test/compile-text.js';

const catalogue = readCatalogue([{ path: 'wmkevents.h', span: null }], {
  catalogueDirectory: catalogueDirectory(home), readFile: readNamedFile,
}).catalogue;

it('names every kind of the shipped catalogue, and no other', () => {
  const text = readFileSync(join(home.root, 'src/loader/raise.c'), 'utf8');
  const named = [...text.matchAll(/^\t\{ "(\w+)", /gm)].map(([, kind = '']) => kind);
  expect(named.sort()).toEqual([...catalogue.kinds.keys()].sort());
});

it('is tried with every kind, in the kernels of the tests', () => {
  const text = readFileSync(join(home.root, 'kernel-tests/cases/selftest.md'), 'utf8');
  const rules = [...text.matchAll(/^PATTERN \{ (.*) \}$/gm)].map(([, pattern = '']) => pattern).join(' ');
  expect([...catalogue.kinds.keys()].filter((kind) => !new RegExp(`\\b${kind}\\b`).test(rules))).toEqual([]);
});
