import { describe, expect, test } from 'vitest';
import { render } from '../source/render.js';
import { parse } from './parse.js';

function errors(text: string): string {
  return render(parse({ name: 'x.wmk', text }).diagnostics);
}

/** Without the excerpt of the source. */
function words(text: string): string[] {
  return errors(text).split('\n').filter((line) => line !== '' && !/^ +[0-9]* \|/.test(line))
    .map((line) => line.trim().replace(/^x\.wmk:/, ''));
}

test('several mistakes of one file are found in one run, and the items that can be read are read', () => {
  const text = `EVENTS wmkevents.h
RULE two
PATTERN { [a:x, ~b, c[>4]:d }
WHERE { x.F = 3 }
WITHIN { 5m }
RETURN { x.F x.G }

RULE three
PATTERN { [a, b] }

RULE four
PATTERN { [a, b]
TABLE t[10]
`;
  expect(errors(text)).toBe(`x.wmk:1:8: error[syntax]: unexpected 'wmkevents', expected a string
  1 | EVENTS wmkevents.h
    |        ^^^^^^^^^
  hint: a file name has double quotes
x.wmk:3:29: error[syntax]: unexpected '}', expected ',' or ']'
  3 | PATTERN { [a:x, ~b, c[>4]:d }
    |                             ^
  note: x.wmk:3:11: opened here: '['
x.wmk:4:13: error[syntax]: unexpected '=', expected an operator, ',' or '}'
  4 | WHERE { x.F = 3 }
    |             ^
  hint: equality is written '=='
x.wmk:5:10: error[bad-duration]: unknown unit 'm' of a duration, expected ns, us, ms, s, min or h
  5 | WITHIN { 5m }
    |          ^^
  hint: write 5min
x.wmk:6:14: error[syntax]: unexpected 'x', expected an operator, ',', 'AS' or '}'
  6 | RETURN { x.F x.G }
    |              ^
  hint: is a comma missing before it?
x.wmk:13:1: error[syntax]: unexpected 'TABLE', expected '}'
  13 | TABLE t[10]
     | ^^^^^
  note: x.wmk:12:9: opened here: '{'
`);
  const { ast } = parse({ name: 'x.wmk', text });
  expect(ast?.items.map((item) => ('name' in item ? item.name.text : item.kind))).toEqual(['three', 't']);
});

describe('what was expected', () => {
  test.each([
    ['5', "unexpected '5', expected EVENTS, PROFILE, SET, VAR, TABLE or RULE"],
    ['RULE', 'unexpected end of file, expected a name'],
    ['RULE r x', "unexpected 'x', expected a clause (PATTERN, WHERE, WITHIN, SELECT, RETURN or DO) or "
      + 'the next declaration or rule'],
    ['RULE r PATTERN { }', "unexpected '}', expected an event kind, '(' or '['"],
    ['RULE r PATTERN { [ }', "unexpected '}', expected an event kind, '(', '[' or '~'"],
    ['RULE r PATTERN { [~] }', "unexpected ']', expected an event kind or '('"],
    ['RULE r PATTERN { [a:5] }', "unexpected '5', expected a name"],
    ['RULE r PATTERN { a[x] }', "unexpected 'x', expected an integer, '=', '>' or '>='"],
    ['RULE r WHERE { a. }', "unexpected '}', expected a field"],
    ['RULE r WHERE { a. 5 }', "unexpected '5', expected a field"],
    ['RULE r WHERE { }', "unexpected '}', expected an expression or '['"],
    ['RULE r WHERE { a + }', "unexpected '}', expected an expression"],
    ['RULE r WHERE { (a }', "unexpected '}', expected an operator, '(', ')', '.' or '['"],
    ['RULE r WHERE { a IN { }', "unexpected '}', expected a literal"],
    ['RULE r DO { 5; }', "unexpected '5', expected a statement or '}'"],
    ['RULE r DO { x; }', "unexpected ';', expected an assignment, '(' or '['"],
    ['RULE r SELECT { 5 }', "unexpected '5', expected a name"],
    ['VAR v 5', "unexpected '5', expected the next declaration or rule or '='"],
    ['TABLE t', "unexpected end of file, expected '['"],
    ['SET s { 1 }', "unexpected '{', expected '=' or 'FROM'"],
    ["RULE r WHERE { a ,, b }", "unexpected ',', expected an expression or '['"],
  ])('%s', (text, message) => {
    expect(words(text)[0]).toContain(`error[syntax]: ${message}`);
  });
});

describe('hints', () => {
  test.each([
    ['rule r', 'keywords are upper case: RULE'],
    ['RULE r pattern { a }', 'keywords are upper case: PATTERN'],
    ['RULE r PATTERN { a } within { 5 s }', 'keywords are upper case: WITHIN'],
    ['RULE r WHERE { a.F in s }', 'keywords are upper case: IN'],
    ['RULE r RETURN { a.F as x }', 'keywords are upper case: AS'],
    ['RULE r WHERE { a.F and b.F }', 'the operator is written &&'],
    ['RULE r WHERE { a.F OR b.F }', 'the operator is written ||'],
    ['RULE r WHERE { not a.F }', 'the operator is written !'],
    ['RULE r WHERE { a.F = 3 }', "equality is written '=='"],
    ['VAR v == 3', "write '='"],
    ['RULE r PATTERN { a[==3] }', "write '='"],
    ["EVENTS 'a'", 'a string has double quotes'],
    ['EVENTS a.h', 'a file name has double quotes'],
    ['RULE r PATTERN { [a -> b] }', 'the steps of a sequence are separated by commas: [a, b]'],
    ['RULE r PATTERN { a THEN b }', 'the steps of a sequence are separated by commas: [a, b]'],
    ['RULE r PATTERN { a, b }', 'the steps of a sequence stand in brackets: [a, b]'],
    ['RULE r PATTERN { (a, b) }', 'alternatives are separated by |, and the steps of a sequence stand in [ ]'],
    ['RULE r PATTERN { [a, !b, c] }', 'a negation is written ~: [a, ~b, c]'],
    ['RULE r PATTERN { [a, not b, c] }', 'a negation is written ~: [a, ~b, c]'],
    ['RULE r PATTERN { ~a }', 'a negation stands in a sequence: [a, ~b, c]'],
    ['RULE r PATTERN { [a, ~b[3], c] }', 'a negated event is no array'],
    ['RULE r PATTERN { (a || b) }', 'alternatives are separated by a single |'],
    ['RULE r PATTERN { [a b] }', 'is a comma missing before it?'],
    ['RULE r PATTERN { [a, b,] }', 'there is a comma too many before it'],
    ['RULE r PATTERN [a, b]', 'a clause stands in braces: PATTERN { ... }'],
    ['RULE r WITHIN 5s', 'a clause stands in braces: WITHIN { ... }'],
    ['RULE r WITHIN { 5 }', 'a duration has a unit (ns, us, ms, s, min or h): 5 s'],
    ['RULE r WITHIN { 5 sec }', 'write 5s'],
    ['RULE r WITHIN { 5minutes }', 'write 5min'],
    ['RULE r WHERE { a->F == 1 }', 'a field is written with a dot: a.F'],
    ['RULE r WHERE { a.F == 1, }', 'there is a comma too many before it'],
    ['RULE r WHERE { a.F == 1 b.F }', 'is a comma missing before it?'],
    ['RULE r DO { x++ }', 'a statement ends in a semicolon'],
    ['RULE r DO { if (x) y(); }', 'what an if or else does stands in braces'],
    ['RULE r DO { If (f(x)) { } }', "write 'if'"],
    ['RULE r DO { x++; while (x < 3) { } }', 'there are no loops: what a reaction costs is bounded'],
    ['RULE r PATTERN { a } }', 'no bracket is open here'],
    ['VAR IN', "'IN' is a word of the language and cannot be a name"],
    ['RULE r DO { let if = 5; }', "'if' is a word of the language and cannot be a name"],
    ['RULE r RETURN { 1 AS SET }', "'SET' is a word of the language and cannot be a name"],
    ['RULE r WHERE { a ≤ b }', 'write <='],
    ['# comment', 'a comment begins with //'],
    ['RULE r WHERE { x == 5u }', 'integers have no suffix here'],
    ['RULE r WHERE { x == 0b101 }', 'write it in hex: 0x5'],
  ])('%s', (text, hint) => {
    expect(words(text)).toContain(`hint: ${hint}`);
  });
});

describe('recovery', () => {
  test('a bad word is one mistake, not two', () => {
    expect(words('RULE r WHERE { a.F == "abc }\nPATTERN { [a, b] }')).toEqual([
      '1:23: error[unterminated-string]: this string does not end on its line, expected "',
      'hint: a line break in a string is written \\n',
    ]);
    expect(words('RULE r PATTERN { a } /* and so on\nWHERE { b }')).toEqual([
      "1:22: error[unterminated-comment]: this comment has no end, expected '*/'",
    ]);
    expect(words('RULE r WHERE { a.F $ b.F, }')).toHaveLength(1);
  });

  test('the end of a file is shown behind its last word', () => {
    expect(errors('RULE r WHERE { a.F == 1\n\n\n')).toBe(`x.wmk:1:24: error[syntax]: unexpected end of file, expected an operator, ',' or '}'
  1 | RULE r WHERE { a.F == 1
    |                        ^
  note: x.wmk:1:14: opened here: '{'
`);
  });

  test('all rules on one line are told apart', () => {
    const { ast, diagnostics } = parse({ name: 'x', text: 'RULE a PATTERN { } RULE b PATTERN { x } RULE c WHERE { }' });
    expect(ast?.items).toHaveLength(1);
    expect(diagnostics).toHaveLength(2);
  });

  test('no tree where nothing can be read', () => {
    expect(parse({ name: 'x', text: 'nonsense' }).ast).toBeNull();
  });

  test('at most 50 errors are shown, and that there are more', () => {
    const { diagnostics } = parse({ name: 'x', text: 'RULE r PATTERN { }\n'.repeat(1000) });
    expect(diagnostics).toHaveLength(51);
    expect(diagnostics[50]).toMatchObject({
      name: 'too-many-errors', severity: 'info', message: 'only the first 50 errors of this file are shown',
    });
    expect(parse({ name: 'x', text: '# \n'.repeat(1000) }).diagnostics).toHaveLength(51);
  });
});

describe('bounds', () => {
  const nested = (n: number): string => `RULE r WHERE { ${'('.repeat(n)}a${')'.repeat(n)} }`;

  test('64 brackets, the one of the clause included', () => {
    expect(words(nested(63))).toEqual([]);
    expect(words(nested(64))).toEqual([
      '1:79: error[nested-too-deeply]: this is nested too deeply, at most 64 brackets or prefix operators may be open',
    ]);
    expect(words(nested(100_000))).toHaveLength(1);
    expect(words(`RULE r PATTERN { ${'['.repeat(100_000)}`)).toHaveLength(1);
  });

  test('64 prefix operators', () => {
    expect(words(`RULE r WHERE { ${'!~'.repeat(32)}a }`)).toEqual([]);
    expect(words(`RULE r WHERE { ${'!~'.repeat(33)}a }`)).toHaveLength(1);
  });

  test('512 operators or else-ifs that build on each other', () => {
    expect(words(`RULE r WHERE { a${' + a'.repeat(511)} }`)).toEqual([]);
    const [error, hint] = words(`RULE r WHERE { a${' + a'.repeat(512)} }`);
    expect(error).toBe("1:16: error[nested-too-deeply]: more than 512 operators or 'else if' build on each other here");
    expect(hint).toBe('hint: many comparisons with one field are a SET and IN');
    expect(words(`RULE r WHERE { a${' + a'.repeat(100_000)} }`)).toHaveLength(2);
    expect(words(`RULE r DO { if (a) { }${' else if (a) { }'.repeat(10_000)} }`)).toHaveLength(2);
    expect(words(`RULE r WHERE { a${', a'.repeat(10_000)} }`)).toEqual([]);
  });

  test('1 MiB', () => {
    expect(words(`// ${'x'.repeat((1 << 20) - 3)}`)).toEqual([]);
    expect(words(`// ${'x'.repeat((1 << 20) - 2)}`)[0])
      .toBe("1:1: error[file-too-large]: 'x.wmk' has 1048577 characters, at most 1048576 are read");
  });

  test('64 bits', () => {
    expect(words('SET s = { -9223372036854775808, 18446744073709551615 }')).toEqual([]);
    expect(words('SET s = { -9223372036854775809 }')).toEqual([
      "1:11: error[integer-too-large]: '-9223372036854775809' does not fit 64 bits, "
      + 'the smallest integer is -9223372036854775808',
    ]);
    expect(words('RULE r WHERE { a IN { -9223372036854775809 } }')).toHaveLength(1);
  });

  test('file names', () => {
    expect(words('EVENTS ""')).toEqual(['1:8: error[syntax]: an empty file name']);
    expect(words('SET s FROM "a\\0b"')).toEqual(['1:12: error[syntax]: a file name cannot contain \\0']);
  });
});
