// What stands at a place, in one line: in goes a span, out comes its text without comments and line breaks.

import type { Span } from './span.js';

const pieces = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?:\/\/[^\n]*|\/\*[^]*?\*\/|\s+)+/g;

export function spanText({ file, start, end }: Span): string {
  return file.text.slice(start, end).replace(pieces, (_, literal?: string) => literal ?? ' ').trim();
}
