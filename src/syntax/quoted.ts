// Strings and characters: in goes the text between the quotes, out come its bytes and what is wrong with it.

import type { DiagnosticName } from '../source/diagnostic.js';

export interface Quoted {
  readonly bytes: Uint8Array;
  readonly mistakes: readonly QuotedMistake[];
}

/** `start` and `end` are offsets into the text that was given. */
export interface QuotedMistake {
  readonly name: DiagnosticName;
  readonly message: string;
  readonly hint: string | null;
  readonly start: number;
  readonly end: number;
}

const simple: ReadonlyMap<string, number> = new Map([
  ['n', 10], ['t', 9], ['r', 13], ['a', 7], ['b', 8], ['f', 12], ['v', 11], ['\\', 92], ['"', 34], ["'", 39], ['?', 63],
]);

/** A stretch of plain text, an octal, a hex or any other escape. */
const piece = /([^\\]+)|\\([0-7]{1,3})|\\x([0-9a-fA-F]{1,2})|\\([^])|\\$/y;

export function readQuoted(text: string): Quoted {
  const bytes: number[] = [];
  const mistakes: QuotedMistake[] = [];
  const encoder = new TextEncoder();
  piece.lastIndex = 0;
  for (let at = 0; at < text.length; at = piece.lastIndex) {
    const found = piece.exec(text);
    if (found === null) {
      throw new Error(`no piece of a string at ${at}`); // the alternatives cover every text
    }
    const [whole, plain, octal, hex, other] = found;
    const end = at + whole.length;
    if (plain !== undefined) {
      for (const byte of encoder.encode(plain)) {
        bytes.push(byte);
      }
      mistakes.push(...controlCharacters(plain, at));
    } else if (octal !== undefined || hex !== undefined) {
      const value = octal !== undefined ? parseInt(octal, 8) : parseInt(hex ?? '', 16);
      if (value > 255) {
        mistakes.push({
          name: 'bad-escape', message: `'${whole}' is larger than a byte, at most '\\377'`, hint: null, start: at, end,
        });
      }
      bytes.push(value & 255);
    } else {
      const value = other === undefined ? undefined : simple.get(other);
      if (value === undefined) {
        mistakes.push(badEscape(whole, at, end));
      } else {
        bytes.push(value);
      }
    }
  }
  return { bytes: Uint8Array.from(bytes), mistakes };
}

function badEscape(whole: string, start: number, end: number): QuotedMistake {
  const hint = whole === '\\x' ? 'two hex digits follow \\x' : 'a backslash itself is written \\\\';
  return {
    name: 'bad-escape', start, end, hint,
    message: `unknown escape '${whole}', expected \\n \\t \\r \\a \\b \\f \\v \\\\ \\" \\' \\?, \\xNN or octal`,
  };
}

function controlCharacters(plain: string, offset: number): readonly QuotedMistake[] {
  const mistakes: QuotedMistake[] = [];
  for (const found of plain.matchAll(/[\x00-\x08\x0b-\x1f\x7f\ufffd]/g)) {
    const code = found[0].charCodeAt(0);
    const start = offset + found.index;
    mistakes.push(code === 0xfffd
      ? {
        name: 'not-utf8', message: 'this is not UTF-8', start, end: start + 1,
        hint: 'write bytes that are not text as \\xNN',
      }
      : {
        name: 'unexpected-character', start, end: start + 1,
        message: `a control character (U+${code.toString(16).toUpperCase().padStart(4, '0')}) stands in a string`,
        hint: `write it as \\x${code.toString(16).padStart(2, '0')}`,
      });
  }
  return mistakes.slice(0, 1);
}
