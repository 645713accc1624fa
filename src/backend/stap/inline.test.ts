import { describe, expect, it } from 'vitest';
import { inlineHeaders, type FindHeader } from './inline.js';

/** Headers by path; a name is looked for beside what includes it. */
function among(files: Readonly<Record<string, string>>): FindHeader {
  return (name, from) => {
    const folder = from?.path.includes('/') === true ? from.path.replace(/[^/]*$/, '') : '';
    const path = `${folder}${name}`;
    const text = files[path];
    return text === undefined ? null : { path, text };
  };
}

describe('inlineHeaders', () => {
  it('puts a header in the place of what includes it, without its license', () => {
    const find = among({ 'a.h': '/* SPDX-License-Identifier: MIT */\nint a;\n' });
    expect(inlineHeaders('first\n#include "a.h"\nlast', find)).toBe('first\nint a;\nlast');
  });

  it('puts what a header includes before it goes on, from its own folder', () => {
    const find = among({ 'e/a.h': '#include "b.h"\nint a;', 'e/b.h': 'int b;', 'b.h': 'another' });
    expect(inlineHeaders('#include "e/a.h"', find)).toBe('int b;\nint a;');
  });

  it('puts each in once, also where two include each other', () => {
    const find = among({ 'a.h': '#include "b.h"\nint a;', 'b.h': '#include "a.h"\nint b;' });
    expect(inlineHeaders('#include "a.h"\n#include "b.h"', find)).toBe('int b;\nint a;');
  });

  it.each(['/* why */', '  // why', '\r'])('takes what is behind the name for what it is: %j', (behind) => {
    expect(inlineHeaders(`#include "a.h"${behind}`, among({ 'a.h': 'int a;' }))).toBe('int a;');
  });

  it('leaves headers of the system, and those that nobody has, where they are', () => {
    const text = '#include <linux/fs.h>\n#include "nowhere.h"\nchar *s = "#include \\"a.h\\"";';
    expect(inlineHeaders(text, among({ 'a.h': 'int a;' }))).toBe(text);
  });
});
