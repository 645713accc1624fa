// From text to tokens: in goes a file, out come its tokens without blanks and comments, and what is wrong with them.
// A token that is wrong stays in the row with some value, so that the parser can go on behind it.

import moo from 'moo';
import { diagnostic, type Diagnostic, type DiagnosticExtras, type DiagnosticName } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import { join, type Span } from '../source/span.js';
import { readAddress } from './address.js';
import { maxNameLength } from './limits.js';
import { isLikeUnit, readDuration, readNumber } from './number.js';
import { readQuoted } from './quoted.js';
import { doWords, keywords, type Token } from './token.js';

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A lexer has a place in its text, so each call has its own. */
const words = (): moo.Lexer => moo.compile({
  blank: { match: /[ \t\r\n\f\v]+/, lineBreaks: true },
  comment: [{ match: /\/\/[^\n]*/ }, { match: /\/\*[^]*?\*\//, lineBreaks: true }],
  openComment: { match: /\/\*[^]*/, lineBreaks: true },
  string: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/,
  character: /'[^'\\\r\n]*(?:\\[^\r\n][^'\\\r\n]*)*'/,
  openQuote: /["'][^\r\n]*/,
  // at least two colons: one may stand between a kind and its name
  address: [
    /[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,16}(?:[.][0-9]+){0,3}(?:\/[0-9]+)?(?![\w:.])/,
    /[0-9]+(?:[.][0-9]+){2,}(?:\/[0-9]+)?(?![\w.])/,
  ],
  number: /[0-9]\w*(?:[.]\w+)*/,
  name: { match: /[A-Za-z_]\w*/, type: moo.keywords({ keyword: [...keywords], doWord: [...doWords] }) },
  operator: [
    '||', '&&', '==', '!=', '<=', '>=', '<<', '>>', '++', '--', '+=', '-=',
    '|', '^', '&', '<', '>', '+', '-', '*', '/', '%', '!', '~', '=', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.',
  ],
  // a run of what begins none of the above
  other: /[^ \t\r\n\f\v\w"'|^&<>+\-*/%!~=()[\]{},;:.]+/,
});

export function tokenize(file: SourceFile): Tokens {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const complain = (name: DiagnosticName, message: string, span: Span, extras: DiagnosticExtras = {}): void => {
    diagnostics.push(diagnostic(name, message, span, extras));
  };
  const text = file.text;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const lexer = words().reset(text.slice(start));
  for (const word of lexer) {
    const span = { file, start: start + word.offset, end: start + word.offset + word.text.length };
    switch (word.type) {
      case 'blank':
      case 'comment':
        break;
      case 'openComment':
        complain('unterminated-comment', "this comment has no end, expected '*/'", { ...span, end: span.start + 2 });
        break;
      case 'string':
        tokens.push({ type: 'string', text: word.text, span, bytes: unquote(word.text, span, diagnostics) });
        break;
      case 'character':
        tokens.push(character(word.text, span, diagnostics));
        break;
      case 'openQuote':
        tokens.push(openQuote(word.text, span, diagnostics));
        break;
      case 'address':
        if (readAddress(word.text) === null) {
          complain('bad-address', `'${shorten(word.text)}' is no IPv4 or IPv6 address or prefix`, span);
        }
        tokens.push({ type: 'address', text: word.text, span });
        break;
      case 'number':
        tokens.push(number(word.text, span, diagnostics));
        break;
      case 'name':
      case 'doWord':
      case 'keyword':
        if (word.text.length > maxNameLength) {
          complain('name-too-long',
            `this name has ${word.text.length} characters, at most ${maxNameLength} are allowed`, span);
        }
        pushWord(tokens, word.type, word.text, span, diagnostics);
        break;
      case 'operator':
        tokens.push({ type: 'operator', text: word.text, span });
        break;
      default:
        diagnostics.push(unexpected(word.text, span));
    }
  }
  return { tokens, diagnostics };
}

/** `5 s` is one duration: a name never follows an integer otherwise. */
function pushWord(
  tokens: Token[], type: 'name' | 'doWord' | 'keyword', text: string, span: Span, diagnostics: Diagnostic[],
): void {
  const before = tokens[tokens.length - 1];
  if (before?.type !== 'integer' || !isLikeUnit(text) || !/^[0-9]{1,40}$/.test(before.text)) {
    tokens.push({ type, text, span });
    return;
  }
  const whole = { text: `${before.text} ${text}`, span: join(before.span, span) };
  const reading = readDuration(before.text, text, whole.text);
  if (reading.kind === 'bad') {
    diagnostics.push(diagnostic(reading.name, reading.message, whole.span, { hint: reading.hint }));
  }
  const nanoseconds = reading.kind === 'duration' ? reading.nanoseconds : 0n;
  tokens[tokens.length - 1] = { type: 'duration', ...whole, nanoseconds };
}

function number(text: string, span: Span, diagnostics: Diagnostic[]): Token {
  const reading: ReturnType<typeof readNumber> = text.includes('.')
    ? { kind: 'bad', name: 'bad-number', message: `'${shorten(text)}' is no integer`, hint: 'there are no fractions' }
    : readNumber(text);
  switch (reading.kind) {
    case 'integer':
      return { type: 'integer', text, span, integer: reading.value };
    case 'duration':
      return { type: 'duration', text, span, nanoseconds: reading.nanoseconds };
    case 'bad':
      diagnostics.push(diagnostic(reading.name, shorten(reading.message, 200), span, { hint: reading.hint }));
      return reading.name === 'bad-duration'
        ? { type: 'duration', text, span, nanoseconds: 0n }
        : { type: 'integer', text, span, integer: 0n };
  }
}

function unquote(text: string, span: Span, diagnostics: Diagnostic[]): Uint8Array {
  const { bytes, mistakes } = readQuoted(text.slice(1, -1));
  for (const { name, message, hint, start, end } of mistakes) {
    const place = { file: span.file, start: span.start + 1 + start, end: span.start + 1 + end };
    diagnostics.push(diagnostic(name, message, place, { hint }));
  }
  return bytes;
}

function character(text: string, span: Span, diagnostics: Diagnostic[]): Token {
  const bytes = unquote(text, span, diagnostics);
  if (bytes.length !== 1) {
    const message = text === "''"
      ? 'an empty character, expected one byte between the quotes'
      : `a character is one byte, but this has ${bytes.length}`;
    diagnostics.push(diagnostic('bad-character', message, span, {
      hint: `a string has double quotes: "${shorten(text.slice(1, -1))}"`,
    }));
  }
  return { type: 'integer', text, span, integer: BigInt(bytes[0] ?? 0) };
}

function openQuote(text: string, span: Span, diagnostics: Diagnostic[]): Token {
  const quote = text.slice(0, 1);
  const sort = quote === '"' ? 'string' : 'character';
  diagnostics.push(diagnostic('unterminated-string', `this ${sort} does not end on its line, expected ${quote}`, span, {
    hint: sort === 'string' ? 'a line break in a string is written \\n' : null,
  }));
  return sort === 'string'
    ? { type: 'string', text, span, bytes: new Uint8Array() }
    : { type: 'integer', text, span, integer: 0n };
}

const typographic: ReadonlyMap<string, string> = new Map([
  ['“', '"'], ['”', '"'], ['„', '"'], ['‘', "'"], ['’', "'"], ['–', '-'], ['−', '-'], ['—', '-'], ['\u00a0', 'a blank'],
  ['≤', '<='], ['≥', '>='], ['≠', '!='], ['→', ','], ['¬', '~'], ['∧', '&&'], ['∨', '||'],
]);

function unexpected(text: string, span: Span): Diagnostic {
  if (text.includes('\ufffd')) {
    return diagnostic('not-utf8', 'this is not UTF-8', span);
  }
  const meant = typographic.get(text);
  const plural = Array.from(text).length > 1 ? 's' : '';
  return diagnostic('unexpected-character', `unexpected character${plural} '${shorten(text)}'`, span, {
    hint: meant !== undefined ? `write ${meant}` : text.startsWith('#') ? 'a comment begins with //' : null,
  });
}

function shorten(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
