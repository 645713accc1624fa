import { describe, expect, test } from 'vitest';
import { render } from '../source/render.js';
import type { ExpressionAst, FileAst, RuleAst } from './ast.js';
import { parse } from './parse.js';
import { print } from './print.js';
import { withoutSpans } from './without-spans.js';

function read(text: string): FileAst {
  const { ast, diagnostics } = parse({ name: 'x.wmk', text });
  expect(render(diagnostics)).toBe('');
  if (ast === null) {
    throw new Error('no tree');
  }
  return ast;
}

function rule(clauses: string): RuleAst {
  const [item] = read(`RULE r\n${clauses}`).items;
  if (item?.kind !== 'rule') {
    throw new Error('no rule');
  }
  return item;
}

function pattern(text: string): unknown {
  const [clause] = rule(`PATTERN { ${text} }`).clauses;
  return clause?.kind === 'pattern' ? withoutSpans(clause.element) : null;
}

function expression(text: string): ExpressionAst | null {
  const [clause] = rule(`WHERE { ${text} }`).clauses;
  const [condition] = clause?.kind === 'where' ? clause.conditions : [];
  return condition?.kind === 'expression' ? condition.expression : null;
}

const seed = `EVENTS "wmkevents.h"

RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
WHERE   { [ProcessId], [ThreadId], a.SyscallNr < 300 }
RETURN  { a.SyscallNr, a.TimeStamp }
`;

test('the rule that the language began with', () => {
  const field = (name: string): object =>
    ({ kind: 'field', owner: { text: 'a' }, field: { text: name } });
  const step = (event: string, name: string | null = null): object =>
    ({ kind: 'step', event: { text: event }, count: null, name: name === null ? null : { text: name } });
  const ast = read(seed);
  expect(withoutSpans(ast)).toEqual({
    items: [
      { kind: 'events', path: 'wmkevents.h' },
      {
        kind: 'rule',
        name: { text: 'nosyscallexit' },
        clauses: [
          {
            kind: 'pattern',
            element: {
              kind: 'sequence',
              items: [
                step('syscall', 'a'),
                { kind: 'negation', atoms: [step('syscallexit'), step('threadtermination')] },
                step('syscall'),
              ],
            },
          },
          {
            kind: 'where',
            conditions: [
              { kind: 'join', field: { text: 'ProcessId' } },
              { kind: 'join', field: { text: 'ThreadId' } },
              {
                kind: 'expression',
                expression: {
                  kind: 'binary', operator: '<', left: field('SyscallNr'), right: { kind: 'integer', value: '300' },
                },
              },
            ],
          },
          {
            kind: 'return',
            columns: [
              { expression: field('SyscallNr'), label: null }, { expression: field('TimeStamp'), label: null },
            ],
          },
        ],
      },
    ],
  });
});

test('its long form', () => {
  const { clauses } = rule(`
    PATTERN { [syscall:a, ~(syscallexit:b|threadtermination:c), syscall:d] }
    WHERE { a.ProcessId == b.ProcessId, a.ProcessId == c.ProcessId, a.ProcessId == d.ProcessId,
            a.ThreadId == b.ThreadId && a.ThreadId == c.ThreadId && a.ThreadId == d.ThreadId, a.SyscallNr < 300 }
    RETURN { a.SyscallNr, a.TimeStamp }`);
  expect(clauses.map((clause) => (clause.kind === 'where' ? clause.conditions.length : clause.kind)))
    .toEqual(['pattern', 5, 'return']);
});

test('every node knows its place', () => {
  const text = 'RULE r PATTERN { [a:x, ~(b|c), d[>4]:e] } WHERE { (x.F + 1) * 2 == f(s).G, [H] }';
  const [item] = read(text).items;
  const places = new Set<string>();
  const collect = (value: unknown): void => {
    if (value !== null && typeof value === 'object') {
      for (const [key, child] of Object.entries(value)) {
        if (key === 'span') {
          places.add(text.slice(child.start, child.end));
        } else if (key !== 'file') {
          collect(child);
        }
      }
    }
  };
  collect(item);
  expect([...places]).toEqual(expect.arrayContaining([
    text, 'r', '[a:x, ~(b|c), d[>4]:e]', 'a:x', '~(b|c)', 'd[>4]:e', '[>4]', '(x.F + 1)', '(x.F + 1) * 2', 'f(s).G',
    '(x.F + 1) * 2 == f(s).G', '[H]', 'WHERE { (x.F + 1) * 2 == f(s).G, [H] }',
  ]));
});

describe('items', () => {
  test('in any order and number', () => {
    const ast = read(`TABLE t[1024] SET s = {1, -2, 0x1F, 017, 'a', "x", 5s, 10.0.0.0/8, ::1, O_CREAT}
      VAR v VAR w = 5 VAR u = -0x10 SET f FROM "f.txt" PROFILE p FROM "p.prof" EVENTS "a.h" EVENTS "b.h" RULE empty`);
    expect(withoutSpans(ast.items)).toEqual([
      { kind: 'table', name: { text: 't' }, capacity: '1024' },
      {
        kind: 'set', name: { text: 's' },
        source: {
          from: 'literals',
          members: [
            { kind: 'integer', value: '1' }, { kind: 'integer', value: '-2' }, { kind: 'integer', value: '31' },
            { kind: 'integer', value: '15' }, { kind: 'integer', value: '97' }, { kind: 'string', value: [120] },
            { kind: 'duration', value: '5000000000' }, { kind: 'address', text: '10.0.0.0/8' },
            { kind: 'address', text: '::1' }, { kind: 'constant', name: { text: 'O_CREAT' } },
          ],
        },
      },
      { kind: 'var', name: { text: 'v' }, initial: null },
      { kind: 'var', name: { text: 'w' }, initial: '5' },
      { kind: 'var', name: { text: 'u' }, initial: '-16' },
      { kind: 'set', name: { text: 'f' }, source: { from: 'file', path: 'f.txt' } },
      { kind: 'profile', name: { text: 'p' }, path: 'p.prof' },
      { kind: 'events', path: 'a.h' },
      { kind: 'events', path: 'b.h' },
      { kind: 'rule', name: { text: 'empty' }, clauses: [] },
    ]);
  });

  test('an empty file and one of comments have no items', () => {
    expect(read('').items).toEqual([]);
    expect(read('\ufeff// nothing\r\n/* at\nall */').items).toEqual([]);
  });

  test('clauses in any order, also twice', () => {
    const kinds = rule(`DO { } RETURN { 1 } SELECT { all(4) } WITHIN { 5 s } WHERE { 1 } PATTERN { a } PATTERN { b }`)
      .clauses.map((clause) => clause.kind);
    expect(kinds).toEqual(['do', 'return', 'select', 'within', 'where', 'pattern', 'pattern']);
  });
});

describe('patterns', () => {
  const step = (event: string, extra: object = {}): object =>
    ({ kind: 'step', event: { text: event }, count: null, name: null, ...extra });

  test('a step alone', () => {
    expect(pattern('a')).toEqual(step('a'));
    expect(pattern('((a:x))')).toEqual(step('a', { name: { text: 'x' } }));
  });

  test('arrays: above n, at least n, exactly n', () => {
    expect(pattern('[a[>4]:w, a[>=3]:x, a[5]:y, a[=6]]')).toEqual({
      kind: 'sequence',
      items: [
        step('a', { count: { open: true, least: '5' }, name: { text: 'w' } }),
        step('a', { count: { open: true, least: '3' }, name: { text: 'x' } }),
        step('a', { count: { open: false, least: '5' }, name: { text: 'y' } }),
        step('a', { count: { open: false, least: '6' } }),
      ],
    });
  });

  test('nested sequences, alternatives and negations', () => {
    expect(pattern('[(a | [b, ~c, d] | (e|f)), ~g:n, ~(h|i:m), [j]]')).toEqual({
      kind: 'sequence',
      items: [
        {
          kind: 'alternative',
          branches: [
            step('a'),
            { kind: 'sequence', items: [step('b'), { kind: 'negation', atoms: [step('c')] }, step('d')] },
            { kind: 'alternative', branches: [step('e'), step('f')] },
          ],
        },
        { kind: 'negation', atoms: [step('g', { name: { text: 'n' } })] },
        { kind: 'negation', atoms: [step('h'), step('i', { name: { text: 'm' } })] },
        { kind: 'sequence', items: [step('j')] },
      ],
    });
  });

  test('the words of DO are kinds and fields like others', () => {
    expect(pattern('[delete:d, if]'))
      .toMatchObject({ items: [{ event: { text: 'delete' } }, { event: { text: 'if' } }] });
    expect(expression('a.delete == 1')).toMatchObject({ left: { field: { text: 'delete' } } });
  });
});

describe('WITHIN and SELECT', () => {
  test.each([
    ['5 s', 5_000_000_000n], ['5s', 5_000_000_000n], ['10ms', 10_000_000n], ['3 us', 3_000n], ['7ns', 7n],
    ['2 min', 120_000_000_000n], ['1 h', 3_600_000_000_000n], ['9223372036854775807 ns', 9223372036854775807n],
  ])('WITHIN { %s }', (text, nanoseconds) => {
    expect(rule(`WITHIN { ${text} }`).clauses[0]).toMatchObject({ duration: { nanoseconds } });
  });

  test.each([
    ['latest', 'latest', null], ['latest(8)', 'latest', 8n], ['earliest', 'earliest', null], ['all(64)', 'all', 64n],
    ['any(2)', 'any', 2n],
  ])('SELECT { %s }', (text, mode, count) => {
    expect(rule(`SELECT { ${text} }`).clauses[0]).toMatchObject({
      mode: { text: mode }, count: count === null ? null : { value: count },
    });
  });
});

test('columns have labels, conditions are joins or expressions', () => {
  const [where, returns] = rule('WHERE { [F], t[F], [G] } RETURN { count(f) AS attempts, ustack() }').clauses;
  expect(withoutSpans(where))
    .toMatchObject({ conditions: [{ kind: 'join' }, { kind: 'expression' }, { kind: 'join' }] });
  expect(withoutSpans(returns)).toMatchObject({
    columns: [{ label: { text: 'attempts' } }, { label: null, expression: { kind: 'call', arguments: [] } }],
  });
});

test('DO: every statement', () => {
  const text = `RULE r
DO {
    let x = a.F + 1;
    v = 5;
    v += x;
    t[a.F, x] -= 1;
    t[x]++;
    v--;
    delete t[x];
    if (x > 1) {
        deny(EPERM);
    } else if (x) {
    } else if (!x) {
        log("%s", comm());
    } else {
        if (y) {
            emit(1, "a", 2);
        }
        kill();
    }
    if (z) { }
}
`.replace(/\{\n {4}\}/, '{ }');
  expect(print(read(text))).toBe(text);
  const [clause] = (read(text).items[0] as RuleAst).clauses;
  expect(clause?.kind === 'do' ? clause.body.map((one) => one.kind) : []).toEqual([
    'let', 'assign', 'assign', 'assign', 'step', 'step', 'delete', 'if', 'if',
  ]);
});
