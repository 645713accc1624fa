import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasErrors } from '../source/diagnostic.js';
import { decode } from '../source/decode.js';
import { render } from '../source/render.js';
import { renderJson } from '../source/render-json.js';
import { tokenize } from './lexer.js';
import { maxErrors } from './limits.js';
import { parse } from './parse.js';
import { print } from './print.js';
import { withoutSpans } from './without-spans.js';

// Whatever is in a file: parsing it never throws, says what is wrong where something is, and what it gives can be printed
// and read again. What is many times the same does not take so long that the test runs into its timeout.

const cases = Number(process.env['WMK_CASES'] ?? 2000);
/** Lets vitest's own messages through between cases: it takes a worker that is silent for a minute to be dead. */
async function holds<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, async (value) => {
    property(value);
    await new Promise((resolve) => setImmediate(resolve));
  }), { numRuns });
}

const source = `EVENTS "wmkevents.h"
SET ports = { 22, 0x1F, 017, -5, 'c', "s\\x41\\n", 5s, 10.0.0.0/8, 2001:db8::/32, O_CREAT }
SET names FROM "names.txt" // one a line
VAR seen = 5
TABLE denied[1024]
PROFILE sshd FROM "sshd.prof"

RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
WHERE   { [ProcessId], [ThreadId], a.SyscallNr < 300 }
RETURN  { a.SyscallNr, a.TimeStamp }

RULE other /* all of it */
PATTERN { [(open[>4]:o | creat[=2]), ~close:c, [write[>=3]:w, read[5]:r]] }
WHERE { o.Fd == w.Fd && !(w.Size << 2 >= 4 - -3) || ~o.Mode & 0xff ^ 1 | 2, o.Path LIKE "/tmp/*", o.Port IN ports,
        o.Path STARTSWITH "/etc" != r.Path ENDSWITH ".so" > 2 * 3 / 4 % 5 + 1, o.Uid IN { 0, 1000 },
        first(w).Size == min(w.Size), count(w) > denied[w.ProcessId, 1], w.T - o.T > 5 min }
WITHIN { 10 ms }
SELECT { earliest(4) }
RETURN { count(w) AS attempts, comm() }
DO {
    let x = seen;
    if (x != 0 && denied[o.ProcessId] < 3) { denied[o.ProcessId]++; deny(EPERM); }
    else if (x) { delete denied[x]; seen -= 1; } else { signal(SIGKILL); }
    log("%s wrote %d bytes", comm(), w.Count);
}
`;

const bytes = new TextEncoder().encode(source);
const words = tokenize({ name: 'x', text: source }).tokens.map((token) => token.text);

function check(text: string): void {
  const file = { name: 'x.wmk', text };
  const { ast, diagnostics } = parse(file);
  const rendered = render(diagnostics);
  renderJson(diagnostics);
  expect(diagnostics.length).toBeLessThanOrEqual(maxErrors + 1);
  expect(rendered).toMatch(/^[^\x00-\x09\x0b-\x1f\x7f]*$/);
  for (const { span } of diagnostics) {
    expect(span?.file).toBe(file);
    expect(span === null || (span.start >= 0 && span.start <= span.end && span.end <= text.length)).toBe(true);
  }
  if (ast === null) {
    expect(hasErrors(diagnostics)).toBe(true);
  } else if (!hasErrors(diagnostics)) {
    const again = parse({ name: 'again.wmk', text: print(ast) });
    expect(render(again.diagnostics)).toBe('');
    expect(withoutSpans(again.ast)).toEqual(withoutSpans(ast));
  }
}

test('the source itself has no mistake', () => {
  expect(render(parse({ name: 'x', text: source }).diagnostics)).toBe('');
  check(source);
});

test('bytes changed, left out, put in, moved or repeated', async () => {
  const change = fc.record({
    at: fc.nat(bytes.length), length: fc.nat(60), to: fc.nat(bytes.length),
    with: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom('{', '}', '[', ']', '(', ')', '"', "'", '/*', '*/', '//', '\0', '\r', '\ufeff', '::', '~',
        '9', '.').map((text) => new TextEncoder().encode(text)),
    ),
    how: fc.constantFrom('replace', 'insert', 'copy', 'cut'),
  });
  await holds(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
    let mutated: number[] = Array.from(bytes);
    for (const { at, length, to, with: filling, how } of changes) {
      const piece = mutated.slice(at, at + length);
      if (how === 'replace') {
        mutated.splice(at, filling.length, ...filling);
      } else if (how === 'insert') {
        mutated.splice(at, 0, ...filling);
      } else if (how === 'copy') {
        mutated.splice(to, 0, ...piece);
      } else {
        mutated = [...mutated.slice(0, at), ...mutated.slice(at + length)];
      }
    }
    check(decode('x', Uint8Array.from(mutated)).text);
  }, cases);
}, 6_000_000);

test('words changed, left out, put in, exchanged or repeated', async () => {
  const change = fc.record({
    at: fc.nat(words.length - 1), to: fc.nat(words.length - 1), times: fc.integer({ min: 1, max: 70 }),
    with: fc.constantFrom(...new Set(words)), how: fc.constantFrom('replace', 'insert', 'cut', 'swap', 'repeat'),
  });
  const changesAndBlank = fc.tuple(fc.array(change, { minLength: 1, maxLength: 5 }), fc.constantFrom(' ', '\n'));
  await holds(changesAndBlank, ([changes, blank]) => {
    const mutated = [...words];
    for (const { at, to, times, with: filling, how } of changes) {
      if (how === 'replace') {
        mutated[at] = filling;
      } else if (how === 'insert') {
        mutated.splice(at, 0, filling);
      } else if (how === 'cut') {
        mutated.splice(at, 1);
      } else if (how === 'swap') {
        [mutated[at], mutated[to]] = [mutated[to] ?? '', mutated[at] ?? ''];
      } else {
        mutated.splice(at, 0, ...new Array<string>(times).fill(filling));
      }
    }
    check(mutated.join(blank));
  }, cases);
}, 6_000_000);

test('any words in any order', async () => {
  await holds(fc.array(fc.constantFrom(...new Set(words)), { maxLength: 60 }), (soup) => {
    check(soup.join(' '));
    check(`RULE r PATTERN { ${soup.join(' ')}`);
  }, cases / 2);
}, 6_000_000);

test('any text', async () => {
  await holds(fc.string({ unit: 'binary', maxLength: 200 }), check, cases / 2);
}, 6_000_000);

test.each([
  ['one word', 'a'], ['one digit', '9'], ['quotes', '"'], ['quotes on lines', '"\n'], ['backslashes', '"\\'],
  ['comments', '/*'], ['slashes', '/'], ['colons', ':'], ['groups', 'a:'], ['dots', '1.'], ['brackets', '([{'],
  ['closing', '}'], ['tildes', '~'], ['minus', '- '], ['rules', 'RULE r '], ['bad rules', 'RULE r PATTERN { }\n'],
  ['clauses', 'DO { } '], ['characters', '😀 '], ['nothing', '\0'], ['marks', '\ufeff'], ['hashes', '# '],
  ['events', 'EVENTS '], ['blanks', ' '], ['lines', '\n'],
])('many %s', (_, piece) => {
  const n = Math.floor((cases > 2000 ? 1_000_000 : 200_000) / piece.length);
  for (const text of [piece.repeat(n), `RULE r WHERE { a ${piece.repeat(n)}`, `SET s = { ${piece.repeat(n)}`]) {
    const { diagnostics } = parse({ name: 'x.wmk', text });
    render(diagnostics);
    expect(diagnostics.length).toBeLessThanOrEqual(maxErrors + 1);
  }
});
