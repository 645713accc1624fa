// The layout of src/, as README.md tells it: which folder may import from which. The data flows one way, so that a
// folder can be read, and tested, with only those before it in mind.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Per part of src/ what it may import beside itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'source': [],
  'syntax': ['source', 'moo', 'nearley'],
  'events': ['source', 'moo', 'node:path'],
  'check': ['source', 'syntax', 'events', 'node:path'],
  'automaton': [],
  'plan': ['source', 'events', 'check', 'automaton'],
  'backend': ['source', 'syntax', 'events', 'check', 'automaton', 'plan'],
  'backend/template': ['handlebars', 'node:fs', 'node:path'],
  'backend/c': ['source', 'syntax', 'events', 'check', 'automaton', 'plan', 'backend', 'node:path'],
  'backend/bpf': ['plan', 'backend/c', 'backend/template'],
  'backend/stap': ['events', 'plan', 'backend/c', 'backend/template', 'node:fs', 'node:path'],
  'backend/explain': ['source', 'syntax', 'events', 'check', 'automaton', 'plan', 'backend'],
  'backend/dot': ['source', 'syntax', 'events', 'check', 'automaton', 'plan', 'backend'],
  'btf': [],
  'backend/entry': ['btf', 'events', 'backend', 'backend/template'],
  'replay': ['source', 'syntax', 'events', 'check', 'automaton', 'plan'],
  // The reference that the automaton and the plan are checked against must not know them.
  'oracle': ['source', 'syntax', 'events', 'check'],
  'profile': ['source', 'syntax', 'events', 'check', 'automaton', 'plan', 'replay'],
  'compile': ['source', 'syntax', 'events', 'check', 'plan'],
  'tools': ['source', 'execa', 'node:*'],
  'commands': ['*', 'commander', '@viz-js/viz', 'node:*'],
  'cli': ['commands', 'check', 'source', 'commander', 'node:*'],
};

interface Module {
  /** From src/, such as 'check/check.ts'. */
  readonly path: string;
  readonly text: string;
}

/** Tests and what only they use may import anything. */
function isForTests(path: string): boolean {
  return /\.test\.ts$|(^|\/)test[-/]|\.config\.ts$/.test(path);
}

function brokenArrows(modules: readonly Module[]): readonly string[] {
  return modules.filter(({ path }) => !isForTests(path)).flatMap(({ path, text }) =>
    ts.preProcessFile(text, true, true).importedFiles
      .map(({ fileName }) => fileName)
      .filter((name) => !isAllowed(path, name))
      .map((name) => `${path} imports '${name}'`));
}

function isAllowed(path: string, name: string): boolean {
  const from = partOf(path);
  const allowed = arrows[from] ?? [];
  if (!name.startsWith('.')) {
    return allowed.includes(name) || (name.startsWith('node:') && allowed.includes('node:*'));
  }
  const target = posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts');
  if (isForTests(target)) {
    return false;
  }
  const to = partOf(target);
  return to === from || allowed.includes(to) || (allowed.includes('*') && to !== 'cli');
}

/** 'check' of 'check/check.ts', 'backend/c' of 'backend/c/view.ts', 'compile' of 'compile.ts'. */
function partOf(path: string): string {
  const [first, second, third] = path.replace(/\.ts$/, '').split('/');
  if (first !== 'backend') {
    return first!;
  }
  return third !== undefined || second === 'template' ? `backend/${second}` : 'backend';
}

describe('the layout of src/', () => {
  const root = dirname(fileURLToPath(import.meta.url));
  const modules = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

  it('has no import against the flow of the data', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(brokenArrows(modules)).toEqual([]);
  });

  it('has no folder that this test does not know', () => {
    const parts = new Set(modules.filter(({ path }) => !isForTests(path)).map(({ path }) => partOf(path)));
    expect([...parts].filter((part) => arrows[part] === undefined)).toEqual([]);
  });
});

describe('this test', () => {
  it.each([
    ['source/span.ts', `import { x } from '../check/rule.js';`],
    ['source/span.ts', `import type { X } from '../check/rule.js';`],
    ['source/span.ts', `export * from '../check/rule.js';`],
    ['source/span.ts', `const x = await import('../check/rule.js');`],
    ['automaton/nfa.ts', `import type { Plan } from '../plan/plan.js';`],
    ['automaton/nfa.ts', `import type { Span } from '../source/span.js';`],
    ['check/check.ts', `import { readFileSync } from 'node:fs';`],
    ['backend/bpf/print.ts', `import { printStap } from '../stap/print.js';`],
    ['backend/c/view.ts', `import { printBpf } from '../bpf/print.js';`],
    ['backend/c/view.ts', `import Handlebars from 'handlebars';`],
    ['backend/dot/print.ts', `import { fillTemplate } from '../template.js';`],
    ['backend/condition-text.ts', `import { quoteC } from './c/quote.js';`],
    ['commands/run.ts', `import { execa } from 'execa';`],
    ['commands/run.ts', `import { main } from '../cli.js';`],
    ['oracle/match.ts', `import type { Plan } from '../plan/plan.js';`],
    ['check/check.ts', `import { checkText } from './test/check-text.js';`],
    ['utils/strings.ts', `import { x } from '../source/span.js';`],
  ])('finds in %s: %s', (path, text) => {
    expect(brokenArrows([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['check/check.ts', `import { x } from '../source/span.js';\nimport { y } from './rule.js';`],
    ['backend/template.ts', `import Handlebars from 'handlebars';`],
    ['backend/c/view.ts', `import { nameAutomaton } from '../automaton-names.js';`],
    ['tools/clang.ts', `import { execa } from 'execa';\nimport { join } from 'node:path';`],
    ['commands/run.ts', `import { run } from '../tools/wmkload.js';`],
    ['check/seed.test.ts', `import { execa } from 'execa';`],
    ['check/words.ts', `// import { x } from '../plan/plan.js';\nconst text = "import('../plan/plan.js')";`],
  ])('allows in %s: %s', (path, text) => {
    expect(brokenArrows([{ path, text }])).toEqual([]);
  });
});
