import { describe, expect, test } from 'vitest';
import { decode } from './decode.js';
import { diagnostic, diagnosticNames, hasErrors } from './diagnostic.js';
import type { SourceFile } from './file.js';
import { render } from './render.js';
import { renderJson } from './render-json.js';
import type { Span } from './span.js';

function place(text: string, of: string, name = 'rules/x.wmk'): Span {
  const file: SourceFile = { name, text };
  const start = text.indexOf(of);
  return { file, start, end: start + of.length };
}

function shown(text: string, of: string): string {
  return render([diagnostic('syntax', 'wrong', place(text, of))]);
}

describe('a diagnostic as text', () => {
  test('names the place, shows the line, underlines, and adds notes and the hint', () => {
    const text = 'EVENTS "e.h"\nRULE r\nPATTERN { [open:o, ~exit:x] }\n\n\n  WHERE { o.ProcessId == y.ProcessId }\n';
    const error = diagnostic('unbound-name', "'y' is not bound by this pattern", place(text, 'y'), {
      notes: [{ span: place(text, 'o:o'.slice(2)), text: "bound here: 'o'" }, { span: null, text: 'without a place' }],
      hint: 'this pattern binds o and x',
    });
    expect(render([error])).toBe([
      "rules/x.wmk:6:26: error[unbound-name]: 'y' is not bound by this pattern",
      '  6 |   WHERE { o.ProcessId == y.ProcessId }',
      '    |                          ^',
      "  note: rules/x.wmk:3:12: bound here: 'o'",
      '  note: without a place',
      '  hint: this pattern binds o and x',
      '',
    ].join('\n'));
  });

  test('needs no file', () => {
    expect(render([diagnostic('events-not-found', "no catalogue 'x.h'", null)]))
      .toBe("error[events-not-found]: no catalogue 'x.h'\n");
  });

  test('aligns carets under tabs', () => {
    expect(shown('\tab\tx = 1', 'x')).toBe([
      'rules/x.wmk:1:5: error[syntax]: wrong', '  1 |     ab  x = 1', '    |         ^', '',
    ].join('\n'));
  });

  test('aligns carets under wide, combining and astral characters', () => {
    expect(shown('// 日本 e\u0301 😀 x', 'x')).toBe([
      'rules/x.wmk:1:13: error[syntax]: wrong', '  1 | // 日本 e\u0301 😀 x', '    |              ^', '',
    ].join('\n'));
    expect(shown('a 日本 b', '日本')).toContain('\n    |   ^^^^\n');
  });

  test('lets nothing of a file reach the terminal as a control', () => {
    const text = 'a \x1b[31m\x07\u202e\ud800 x';
    const rendered = render([diagnostic('syntax', "unexpected '\x1b]0;title\x07'", place(text, 'x', 'a\nb.wmk'), {
      notes: [{ span: null, text: '\u2066' }], hint: '\r',
    })]);
    expect(rendered).toBe([
      "a<U+000A>b.wmk:1:12: error[syntax]: unexpected '<U+001B>]0;title<U+0007>'",
      '  1 | a <U+001B>[31m<U+0007><U+202E><U+D800> x',
      '    |                                        ^',
      '  note: <U+2066>',
      '  hint: <U+000D>',
      '',
    ].join('\n'));
  });

  test('shows one caret for an empty span, the end of a file and a span over lines', () => {
    const file = { name: 'x', text: 'ab\r\ncd' };
    const at = (start: number, end: number): string => render([diagnostic('syntax', 'wrong', { file, start, end })]);
    expect(at(6, 6)).toBe('x:2:3: error[syntax]: wrong\n  2 | cd\n    |   ^\n');
    expect(at(1, 5)).toBe('x:1:2: error[syntax]: wrong\n  1 | ab\n    |  ^\n');
    expect(at(0, 0)).toBe('x:1:1: error[syntax]: wrong\n  1 | ab\n    | ^\n');
    expect(render([diagnostic('syntax', 'wrong', { file: { name: 'x', text: '' }, start: 0, end: 0 })]))
      .toBe('x:1:1: error[syntax]: wrong\n  1 |\n    | ^\n');
  });

  test('makes the gutter as wide as the number of the line', () => {
    expect(shown(`${'\n'.repeat(99)}x`, 'x')).toBe('rules/x.wmk:100:1: error[syntax]: wrong\n  100 | x\n      | ^\n');
  });

  test('cuts a line of enormous length around the span', () => {
    const text = `${'a'.repeat(1_000_000)}x${'b'.repeat(1_000_000)}`;
    const [, line = '', carets = ''] = shown(text, 'x').split('\n');
    expect(line).toBe(`  1 | …${'a'.repeat(40)}x${'b'.repeat(79)}…`);
    expect(carets.indexOf('^')).toBe(line.indexOf('x'));
    expect(shown(text, text).length).toBeLessThan(500);
  });

  test('colours only where asked to', () => {
    const error = diagnostic('keyless-rule', 'slow', place('x', 'x'));
    expect(render([error], { colour: true })).toBe([
      '\x1b[1mrules/x.wmk:1:1: \x1b[0m\x1b[1;35mwarning[keyless-rule]:\x1b[0m \x1b[1mslow\x1b[0m',
      '  \x1b[2m1 |\x1b[0m x',
      '  \x1b[2m  |\x1b[0m \x1b[1;35m^\x1b[0m',
      '',
    ].join('\n'));
  });
});

test('diagnostics are sorted by file and place, whatever order they were found in', () => {
  const files = ['b', 'a'].map((name) => ({ name, text: 'xyz' }));
  const all = files.flatMap((file) => [2, 0, 1].map((start) =>
    diagnostic('syntax', `at ${start}`, { file, start, end: start + 1 })));
  all.push(diagnostic('memory', 'no place', null));
  const heads = render(all).split('\n').filter((line) => line.includes('['));
  expect(heads).toEqual([
    'info[memory]: no place',
    'a:1:1: error[syntax]: at 0', 'a:1:2: error[syntax]: at 1', 'a:1:3: error[syntax]: at 2',
    'b:1:1: error[syntax]: at 0', 'b:1:2: error[syntax]: at 1', 'b:1:3: error[syntax]: at 2',
  ]);
  expect(render([...all].reverse())).toBe(render(all));
});

test('as JSON there is one object a line', () => {
  const error = diagnostic('unknown-name', "unknown '\x1b'", place('a\nbc', 'c'), { hint: 'h' });
  expect(renderJson([error, diagnostic('memory', 'm', null)]).split('\n').filter(Boolean).map((l) => JSON.parse(l)))
    .toEqual([
      { severity: 'info', name: 'memory', message: 'm', place: null, notes: [], hint: null },
      {
        severity: 'error', name: 'unknown-name', message: "unknown '\x1b'", notes: [], hint: 'h',
        place: { file: 'rules/x.wmk', line: 2, column: 2, endLine: 2, endColumn: 3 },
      },
    ]);
});

test('the table of names has an explanation for each', () => {
  for (const [name, { explanation }] of Object.entries(diagnosticNames)) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(explanation).toMatch(/^[^A-Z.\n][^.\n]*(\.\.\.[^.\n]*)?$/);
  }
  expect(hasErrors([diagnostic('keyless-rule', 'm', null)])).toBe(false);
  expect(hasErrors([diagnostic('syntax', 'm', null)])).toBe(true);
});

test('bytes become text without a mark, and with a replacement for what is not UTF-8', () => {
  expect(decode('x', Uint8Array.from([0xef, 0xbb, 0xbf, 0x41, 0xff, 0x0d, 0x0a])).text).toBe('A\ufffd\r\n');
});
