// Literals that strings are compared with: in go a literal and the longest that the other side can be, out come
// complaints only.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import { printString } from '../syntax/print-expression.js';
import type { Report } from './report.js';

/** `bytes` counts the NUL that ends the other side. False where it was reported. */
export function checkString(literal: Uint8Array, bytes: number, other: string, span: Span, report: Report): boolean {
  if (!checkNul(literal, span, report)) {
    return false;
  }
  if (literal.length > bytes - 1) {
    report(diagnostic('string-too-long',
      `${shorten(printString(literal))} has ${literal.length} bytes, but ${other} has at most ${bytes - 1}`, span));
    return false;
  }
  return true;
}

export function checkNul(literal: Uint8Array, span: Span, report: Report): boolean {
  if (literal.includes(0)) {
    report(diagnostic('always-false', `${printString(literal)} has a NUL, where every string of an event ends`, span));
    return false;
  }
  return true;
}

export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
