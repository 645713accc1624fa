// A file cut into its items: in go its tokens, out come the tokens of each item, so that a mistake in one does not
// hide the next. Needs no parse: the keywords of items stand nowhere else in the language.

import { itemKeywords, type Token } from './token.js';

export function split(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const starts = tokens.flatMap((_, index) => (index === 0 || startsItem(tokens, index) ? [index] : []));
  return starts.map((start, index) => tokens.slice(start, starts[index + 1]));
}

/** A keyword that was taken for a name (`AS SET`) does not start one: what must follow does not follow. */
function startsItem(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.type !== 'keyword' || !itemKeywords.includes(token.text)) {
    return false;
  }
  const next = tokens[index + 1]?.type;
  const plausible = token.text === 'EVENTS' ? next === 'string' : next === 'name' || next === 'doWord';
  return plausible || isFirstOnLine(token);
}

function isFirstOnLine(token: Token): boolean {
  const { file, start } = token.span;
  return /(?:^|\n)[ \t]*$/.test(file.text.slice(Math.max(0, start - 64), start));
}
