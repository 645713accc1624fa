// How deep brackets and prefix operators of an item nest: in go its tokens, out comes the first that is too deep, so
// that neither the parser nor anything that walks its tree can be driven out of stack.

import { maxNesting } from './limits.js';
import { itemKeywords, clauseKeywords, type Token } from './token.js';

const prefixes = ['!', '~', '-'];

export function firstTooDeep(tokens: readonly Token[]): Token | null {
  let brackets = 0;
  let prefix = 0;
  for (const token of tokens) {
    if (token.type === 'operator') {
      prefix = prefixes.includes(token.text) ? prefix + 1 : 0;
      if ('([{'.includes(token.text)) {
        brackets++;
      } else if (')]}'.includes(token.text)) {
        brackets = Math.max(0, brackets - 1);
      }
    } else {
      prefix = 0;
      if (token.type === 'keyword' && [...itemKeywords, ...clauseKeywords].includes(token.text)) {
        brackets = 0; // whatever was left open before it is another mistake
      }
    }
    if (brackets > maxNesting || prefix > maxNesting) {
      return token;
    }
  }
  return null;
}

/** The innermost bracket that is open after these tokens. */
export function innermostOpen(tokens: readonly Token[]): Token | null {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.type === 'operator' && '([{'.includes(token.text)) {
      open.push(token);
    } else if (token.type === 'operator' && ')]}'.includes(token.text)) {
      open.pop();
    }
  }
  return open[open.length - 1] ?? null;
}
