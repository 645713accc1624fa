// Numbers and durations: in goes the text of a word that begins with a digit, out comes its value or what is wrong.

import type { DiagnosticName } from '../source/diagnostic.js';

export type NumberReading =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'duration'; readonly nanoseconds: bigint }
  | { readonly kind: 'bad'; readonly name: DiagnosticName; readonly message: string; readonly hint: string | null };

/** Nanoseconds of each unit. */
const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['min', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const unitNames = 'ns, us, ms, s, min or h';

const maxUnsigned = (1n << 64n) - 1n;
const maxSigned = (1n << 63n) - 1n;

export function readNumber(text: string): NumberReading {
  if (text.length > 128) {
    return tooLarge(text); // and BigInt() of a megabyte of digits would take its time
  }
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) {
    return integer(text, BigInt(text));
  }
  if (/^0[0-7]+$/.test(text)) {
    return integer(text, BigInt(`0o${text}`));
  }
  if (/^(?:0|[1-9][0-9]*)$/.test(text)) {
    return integer(text, BigInt(text));
  }
  if (/^0[0-9]+$/.test(text)) {
    return bad('bad-number', `'${text}' is no octal number`, 'a number that begins with 0 is octal, as in C');
  }
  const [, digits, unit] = /^([0-9]+)([A-Za-z_]\w*)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined || /^0[xXbB]/.test(text)) {
    return bad('bad-number', `'${text}' is no number`,
      /^0[bB][01]+$/.test(text) ? `write it in hex: ${hexOfBinary(text)}` : 'a number is decimal, 0x… or octal');
  }
  if (/^[uUlL]+$/.test(unit)) {
    return bad('bad-number', `'${text}' is no number`, 'integers have no suffix here');
  }
  return readDuration(digits, unit, text);
}

/** `text` is how the user wrote it, with or without a space. */
export function readDuration(digits: string, unit: string, text: string): NumberReading {
  const scale = units.get(unit);
  if (scale === undefined) {
    return bad('bad-duration', `unknown unit '${unit}' of a duration, expected ${unitNames}`, unitHint(digits, unit));
  }
  if (digits.length > 1 && digits.startsWith('0')) {
    return bad('bad-duration', `'${text}' is no duration, expected a decimal number without leading zeros`, null);
  }
  const nanoseconds = BigInt(digits) * scale;
  if (nanoseconds > maxSigned) {
    return bad('bad-duration', `'${text}' is too long, a duration is at most ${maxSigned} ns (292 years)`, null);
  }
  return { kind: 'duration', nanoseconds };
}

function integer(text: string, value: bigint): NumberReading {
  return value > maxUnsigned ? tooLarge(text) : { kind: 'integer', value };
}

function tooLarge(text: string): NumberReading {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return bad('integer-too-large', `'${shown}' does not fit 64 bits, the largest integer is ${maxUnsigned}`, null);
}

function bad(name: DiagnosticName, message: string, hint: string | null): NumberReading {
  return { kind: 'bad', name, message, hint };
}

function hexOfBinary(text: string): string {
  return `0x${BigInt(text).toString(16)}`;
}

const unitMistakes: ReadonlyMap<string, string> = new Map([
  ['m', 'min'], ['mins', 'min'], ['minute', 'min'], ['minutes', 'min'], ['sec', 's'], ['secs', 's'], ['second', 's'],
  ['seconds', 's'], ['hour', 'h'], ['hours', 'h'], ['hr', 'h'], ['msec', 'ms'], ['usec', 'us'], ['nsec', 'ns'],
  ['millis', 'ms'], ['S', 's'], ['MS', 'ms'], ['H', 'h'],
]);

/** A unit, or what is often written for one. */
export function isLikeUnit(word: string): boolean {
  return units.has(word) || unitMistakes.has(word);
}

function unitHint(digits: string, unit: string): string | null {
  const meant = unitMistakes.get(unit);
  return meant === undefined ? null : `write ${digits}${meant}`;
}
