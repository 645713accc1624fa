import { describe, expect, test } from 'vitest';
import { readAddress } from './address.js';
import { tokenize } from './lexer.js';
import type { Token } from './token.js';

function lex(text: string): { tokens: readonly Token[]; mistakes: string[] } {
  const { tokens, diagnostics } = tokenize({ name: 'x', text });
  const mistakes = diagnostics.map(({ name, message, span }) => `${span?.start}-${span?.end} ${name}: ${message}`);
  return { tokens, mistakes };
}

function one(text: string): Token {
  const { tokens, mistakes } = lex(text);
  expect(mistakes).toEqual([]);
  expect(tokens).toHaveLength(1);
  return tokens[0]!;
}

function mistakes(text: string): string[] {
  return lex(text).mistakes;
}

test('words: keywords are upper case, a few lower-case words belong to DO, the rest are names', () => {
  const { tokens } = lex('RULE rule let if else delete latest first _x a1 STARTSWITH AS LET');
  expect(tokens.map(({ type }) => type)).toEqual([
    'keyword', 'name', 'doWord', 'doWord', 'doWord', 'doWord', 'name', 'name', 'name', 'name', 'keyword', 'keyword',
    'name',
  ]);
});

test('operators are the longest that fit', () => {
  const text = '|| && == != <= >= << >> ++ -- += -= | ^ & < > + - * / % ! ~ = ( ) [ ] { } , ; : .';
  expect(lex(text).tokens.map((token) => token.text).join(' ')).toBe(text);
  expect(lex('a<<=b').tokens.map((token) => token.text)).toEqual(['a', '<<', '=', 'b']);
});

test('blanks, comments, line ends and a byte-order mark are not tokens', () => {
  const { tokens, mistakes: none } = lex('\ufeffa // b\r\n\t/* c\r\n * **/ d /**/ /*/ */');
  expect(none).toEqual([]);
  expect(tokens.map(({ text, span }) => [text, span.start])).toEqual([['a', 1], ['d', 23]]);
  expect(mistakes('a /* b\n')).toEqual(["2-4 unterminated-comment: this comment has no end, expected '*/'"]);
  expect(lex('a /* b\n').tokens).toHaveLength(1);
});

describe('integers', () => {
  test.each([
    ['0', 0n], ['300', 300n], ['0x1F', 31n], ['0XffffFFFFffffFFFF', 0xffffffffffffffffn], ['017', 15n], ['00', 0n],
    ['18446744073709551615', 18446744073709551615n],
    ["'a'", 97n], ["'\\n'", 10n], ["'\\''", 39n], ["'\\x41'", 65n], ["'\\0'", 0n], ["'\\377'", 255n], ["'\"'", 34n],
  ])('%s', (text, integer) => {
    expect(one(text)).toMatchObject({ type: 'integer', integer });
  });

  test.each([
    ['18446744073709551616', "0-20 integer-too-large: '18446744073709551616' does not fit 64 bits, "
      + 'the largest integer is 18446744073709551615'],
    ['0x10000000000000000', "0-19 integer-too-large: '0x10000000000000000' does not fit 64 bits, "
      + 'the largest integer is 18446744073709551615'],
    ['9'.repeat(200), `0-200 integer-too-large: '${'9'.repeat(40)}…' does not fit 64 bits, `
      + 'the largest integer is 18446744073709551615'],
    ['08', "0-2 bad-number: '08' is no octal number"],
    ['0x', "0-2 bad-number: '0x' is no number"],
    ['0xfg', "0-4 bad-number: '0xfg' is no number"],
    ['1.5', "0-3 bad-number: '1.5' is no integer"],
    ['1.5s', "0-4 bad-number: '1.5s' is no integer"],
    ["''", '0-2 bad-character: an empty character, expected one byte between the quotes'],
    ["'ab'", '0-4 bad-character: a character is one byte, but this has 2'],
    ["'é'", '0-3 bad-character: a character is one byte, but this has 2'],
    ["'a", "0-2 unterminated-string: this character does not end on its line, expected '"],
  ])('%s', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
    expect(lex(text).tokens).toHaveLength(1);
  });
});

describe('durations', () => {
  test.each([
    ['5s', 5_000_000_000n], ['10ms', 10_000_000n], ['1ns', 1n], ['2us', 2_000n], ['3min', 180_000_000_000n],
    ['1h', 3_600_000_000_000n], ['0s', 0n], ['5 s', 5_000_000_000n], ['5 /* of */ min', 300_000_000_000n],
    ['9223372036854775807ns', 9223372036854775807n],
  ])('%s', (text, nanoseconds) => {
    expect(one(text)).toMatchObject({ type: 'duration', nanoseconds });
  });

  test.each([
    ['9223372036854775808ns', "0-21 bad-duration: '9223372036854775808ns' is too long, "
      + 'a duration is at most 9223372036854775807 ns (292 years)'],
    ['9999999999 h', "0-12 bad-duration: '9999999999 h' is too long, "
      + 'a duration is at most 9223372036854775807 ns (292 years)'],
    ['5m', "0-2 bad-duration: unknown unit 'm' of a duration, expected ns, us, ms, s, min or h"],
    ['5 sec', "0-5 bad-duration: unknown unit 'sec' of a duration, expected ns, us, ms, s, min or h"],
    ['05s', "0-3 bad-duration: '05s' is no duration, expected a decimal number without leading zeros"],
    ['1min30s', "0-7 bad-duration: unknown unit 'min30s' of a duration, expected ns, us, ms, s, min or h"],
  ])('%s', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
    expect(lex(text).tokens).toMatchObject([{ type: 'duration' }]);
  });
});

test('only a decimal number and a unit make a duration', () => {
  expect(mistakes('1.0 ms')).toEqual(["0-3 bad-number: '1.0' is no integer"]);
  expect(lex('0x10 s').tokens.map(({ type }) => type)).toEqual(['integer', 'name']);
  expect(lex("'a' s").tokens.map(({ type }) => type)).toEqual(['integer', 'name']);
});

describe('strings', () => {
  test.each([
    ['""', []],
    ['"a b"', [97, 32, 98]],
    ['"\\n\\t\\r\\a\\b\\f\\v\\\\\\"\\\'\\?"', [10, 9, 13, 7, 8, 12, 11, 92, 34, 39, 63]],
    ['"\\0\\12\\377\\x41\\xff\\x1g"', [0, 10, 255, 65, 255, 1, 103]],
    ['"é😀"', [0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]],
    ['"// no comment"', Array.from(new TextEncoder().encode('// no comment'))],
  ])('%s', (text, bytes) => {
    const token = one(text);
    expect(token.type === 'string' ? Array.from(token.bytes) : null).toEqual(bytes);
  });

  const escapes = 'expected \\n \\t \\r \\a \\b \\f \\v \\\\ \\" \\\' \\?, \\xNN or octal';
  test.each([
    ['"ab\\q"', `3-5 bad-escape: unknown escape '\\q', ${escapes}`],
    ['"\\xg"', `1-3 bad-escape: unknown escape '\\x', ${escapes}`],
    ['"\\777"', "1-5 bad-escape: '\\777' is larger than a byte, at most '\\377'"],
    ['"ab', '0-3 unterminated-string: this string does not end on its line, expected "'],
    ['"ab\\', '0-4 unterminated-string: this string does not end on its line, expected "'],
    ['"a\\"', '0-4 unterminated-string: this string does not end on its line, expected "'],
    ['"a\0b"', '2-3 unexpected-character: a control character (U+0000) stands in a string'],
    ['"a\ufffdb"', '2-3 not-utf8: this is not UTF-8'],
  ])('%j', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
  });

  test('one line each, whatever the line ends in', () => {
    expect(lex('"a\r\n"b"').tokens).toHaveLength(2);
    expect(mistakes('"a\r\n"b"')).toEqual([
      '0-2 unterminated-string: this string does not end on its line, expected "',
    ]);
  });
});

describe('addresses', () => {
  test.each([
    '10.0.0.0/8', '192.0.2.1', '0.0.0.0/0', '255.255.255.255/32', '::', '::1', '2001:db8::/32', 'fe80::1',
    '1:2:3:4:5:6:7:8', '::ffff:192.0.2.1', '1:2:3:4:5:6:192.0.2.1', 'dead:beef::/128', '1::8',
  ])('%s', (text) => {
    expect(one(text)).toMatchObject({ type: 'address', text });
  });

  test.each([
    '256.0.0.1', '1.2.3', '1.2.3.4.5', '10.0.0.0/33', '01.2.3.4', '1::2::3', '1:2:3', '::/129', '1:2:3:4:5:6:7:8:9',
    '1.2.3.4/08', '1:2:3:4:5:6:7::8:9',
  ])('%s is none', (text) => {
    expect(mistakes(text)).toEqual([
      `0-${text.length} bad-address: '${text}' is no IPv4 or IPv6 address or prefix`,
    ]);
  });

  test('have bytes and a prefix', () => {
    expect(readAddress('10.1.2.3/8')).toEqual({ bytes: Uint8Array.from([10, 1, 2, 3]), prefix: 8 });
    expect(readAddress('2001:db8::5')).toEqual({
      bytes: Uint8Array.from([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]), prefix: 128,
    });
    expect(readAddress('::ffff:1.2.3.4/96')?.bytes.slice(10)).toEqual(Uint8Array.from([255, 255, 1, 2, 3, 4]));
  });

  test('a kind and its name, and a division, are no address', () => {
    expect(lex('bad:cafe').tokens.map((token) => token.text)).toEqual(['bad', ':', 'cafe']);
    expect(lex('6/2').tokens.map((token) => token.text)).toEqual(['6', '/', '2']);
    expect(mistakes('a[5]:b')).toEqual([]);
  });
});

describe('what no token begins with', () => {
  test.each([
    ['a # b', ["2-3 unexpected-character: unexpected character '#'"]],
    ['a @@$ b', ["2-5 unexpected-character: unexpected characters '@@$'"]],
    ['a \0 b', ["2-3 unexpected-character: unexpected character '\0'"]],
    ['a \ufffd\ufffd b', ['2-4 not-utf8: this is not UTF-8']],
    ['a “b” c', ["2-3 unexpected-character: unexpected character '“'", "4-5 unexpected-character: unexpected character '”'"]],
    ['ä', ["0-1 unexpected-character: unexpected character 'ä'"]],
    ['😀', ["0-2 unexpected-character: unexpected character '😀'"]],
  ])('%j', (text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  test('and none of it matters in a comment', () => {
    expect(mistakes('// \0 \ufffd ä # \x1b\n/* \0 \ufffd */')).toEqual([]);
  });
});

test('names have at most 64 characters', () => {
  expect(mistakes('a'.repeat(64))).toEqual([]);
  expect(mistakes('a'.repeat(65))).toEqual(['0-65 name-too-long: this name has 65 characters, at most 64 are allowed']);
});
