// What the documents quote is there: links, rules, generated C, what the compiler says.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from './cli.js';
import { findPackage } from './commands/package.js';
import { compile, type Compiled } from './compile.js';
import { printMatchText } from './replay/print-match.js';
import { replayTrace } from './replay/replay.js';
import { render } from './source/render.js';

const home = findPackage(import.meta.url);

const documents = [
  'README.md', 'src/README.md', 'src/loader/README.md', 'rules/README.md', 'rules/LANGUAGE.md',
  'kernel-tests/README.md', 'kernel-tests/cases/README.md',
];

describe.each(documents)('%s', (name) => {
  const text = readFileSync(join(home.root, name), 'utf8');
  const blocks = [...text.matchAll(/^```(.+)\n([^]*?)^```$/gm)].map(([, words = '', body = '']) => ({ words, body }));

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(home.root, dirname(name), link)))).toEqual([]);
  });

  for (const [index, { words, body }] of blocks.entries()) {
    const [language, argument] = words.split(' ');
    const title = body.trim().split('\n')[0];
    if (language === 'c' && argument !== undefined) {
      it(`quotes ${argument}: ${title}`, () => {
        expect(readFileSync(join(home.root, argument), 'utf8')).toContain(body);
      });
    }
    if (language === 'show' && argument !== undefined) {
      it(`quotes wmkgen show --form ${argument}`, async () => {
        expect(await show(argument)).toContain(body);
      });
    }
    if (words === 'wmk' || words === 'wmk replayed') {
      it(`has a rule without mistakes: ${body.match(/RULE \w+/)?.[0]}`, () => {
        expect(say(body)).toBe('');
      });
    }
    if (words === 'wmk replayed') {
      const [trace, matches] = blocks.slice(index + 1, index + 3);
      it(`says what it matches: ${body.match(/RULE \w+/)?.[0]}`, () => {
        expect([trace?.words, matches?.words]).toEqual(['trace', 'matches']);
        expect(replay(body, trace?.body ?? '')).toBe(matches?.body);
      });
    }
    if (words === 'wmk not-yet-supported') {
      it.each(body.trim().split('\n'))('is right that it is not yet supported: %s', (line) => {
        expect(say(line)).toContain('not-yet-supported');
      });
    }
  }
});

/** All that the compiler says of a rule file. */
function say(text: string): string {
  return render(compileText(text).diagnostics);
}

/** Examples may leave out their first line. */
function compileText(text: string): Compiled {
  return compile([{ name: 'document.wmk', text: text.includes('EVENTS') ? text : `EVENTS "wmkevents.h"\n${text}` }], {
    catalogueDirectory: join(home.root, 'rules'),
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  });
}

/** The matches of several rules, as they are printed. */
function replay(text: string, trace: string): string {
  const { plan } = compileText(text);
  if (plan === null) {
    return say(text);
  }
  return replayTrace(plan, trace.trim().split('\n')).matches
    .map((match) => printMatchText(match, plan.rules[match.rule]!, true)).join('');
}

async function show(form: string): Promise<string> {
  let printed = '';
  await main(['show', '--form', form, join(home.root, 'rules/nosyscallexit.wmk')], home, {
    print: (text) => void (printed += text), complain: (text) => void (printed += text), colour: false,
  });
  return printed;
}
