// What is shown of SystemTap's complaints.

import { describe, expect, it } from 'vitest';
import type { Plan } from '../plan/plan.js';
import { blameScriptLines } from './blame-script-lines.js';

const plan = { headers: [], kinds: [] } as unknown as Plan;
const script = ['%{', '/* rules/x.wmk:7: a.X < 3 */', 'nonsense', '%}', 'probe begin { nothing() }', ''].join('\n');
const made = { plan, text: script, source: '/tmp/wmkgen-1/x.stp' };

describe('a complaint', () => {
  it('of gcc is told with the rule that its line of C came from', () => {
    const text = `WARNING: Kernel function symbol table missing [man warning::symbols]
/tmp/stapXVA5dT/wmk_x_17_src.c:4:22: error: 'nonsense' undeclared
    4 | nonsense
make[1]: *** [/usr/src/linux-headers-6.1.0-57-common/scripts/Makefile.build:255: /tmp/stapXVA5dT/wmk_x_17_src.o] Error 1
make: *** [/usr/src/linux-headers-6.1.0-57-common/Makefile:2065: /tmp/stapXVA5dT] Error 2
WARNING: kbuild exited with status: 2
Pass 4: compilation failed.  [man error::pass4]
Tip: /usr/share/doc/systemtap/README.Debian should help you get started.`;
    expect(blameScriptLines({ text, c: `#define X\n${script}` }, made, '/shipped')).toEqual({ header: null, text:
      `x.c:4:22: error: 'nonsense' undeclared\n  note: this comes from rules/x.wmk:7\n    4 | nonsense\n` });
  });

  it('of SystemTap is told with the rule that the line of the script came from', () => {
    const text = `parse error: expected probe
        saw: identifier 'nonsense' at /tmp/wmkgen-1/x.stp:3:1
     source: nonsense
             ^
1 parse error.
Pass 1: parse failed.  [man error::pass1]`;
    expect(blameScriptLines({ text, c: null }, made, '/shipped').text).toBe(`parse error: expected probe
        saw: identifier 'nonsense' at x.stp:3:1
  note: this comes from rules/x.wmk:7
     source: nonsense
             ^
1 parse error.
`);
  });
});
