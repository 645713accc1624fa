// What the documents quote is there: links, rules, generated C, what the compiler says.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from './cli.js';
import { findPackage } from './commands/package.js';
import { compile } from './compile.js';
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

  for (const { words, body } of blocks) {
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
    if (words === 'wmk') {
      it(`has a rule without mistakes: ${body.match(/RULE \w+/)?.[0]}`, () => {
        expect(say(body)).toBe('');
      });
    }
    if (words === 'wmk not-yet-supported') {
      it.each(body.trim().split('\n'))('is right that it is not yet supported: %s', (line) => {
        expect(say(`EVENTS "wmkevents.h"\n${line}`)).toContain('not-yet-supported');
      });
    }
  }
});

/** All that the compiler says of a rule file. */
function say(text: string): string {
  return render(compile([{ name: 'document.wmk', text }], {
    catalogueDirectory: join(home.root, 'rules'),
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  }).diagnostics);
}

async function show(form: string): Promise<string> {
  let printed = '';
  await main(['show', '--form', form, join(home.root, 'rules/nosyscallexit.wmk')], home, {
    print: (text) => void (printed += text), complain: (text) => void (printed += text), colour: false,
  });
  return printed;
}
