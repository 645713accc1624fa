// The likely cause of a mistake: in goes the place where the parser stopped, out comes advice or null.

import { expects, expectsType, type ExpectedSymbol } from './expected.js';
import { clauseKeywords, keywords, type Token } from './token.js';

export interface Stop {
  /** Of the item, up to and without the one that did not fit; the last clause keyword says which clause it is. */
  readonly before: readonly Token[];
  readonly token: Token;
  readonly after: Token | null;
  readonly expected: readonly ExpectedSymbol[];
}

type Advice = (stop: Stop) => string | null;

export function hintFor(stop: Stop): string | null {
  for (const advice of advices) {
    const hint = advice(stop);
    if (hint !== null) {
      return hint;
    }
  }
  return null;
}

const advices: readonly Advice[] = [
  keywordInLowerCase, wordForOperator, keywordForName, singleQuotes, noQuotes, arrow, missingBraces, inPattern,
  singleEquals, doubleEquals, durationWithoutUnit, branchWithoutBraces, otherStatement, spareComma,
  missingSeparator,
];

function keywordInLowerCase({ token, expected }: Stop): string | null {
  const upper = token.text.toUpperCase();
  if (token.type === 'name' && keywords.includes(upper) && expects(expected, upper)) {
    return `keywords are upper case: ${upper}`;
  }
  const lower = token.text.toLowerCase();
  return token.type === 'name' && lower !== token.text && expects(expected, lower) ? `write '${lower}'` : null;
}

const operatorOfWord: ReadonlyMap<string, string> = new Map([
  ['and', '&&'], ['or', '||'], ['not', '!'], ['equals', '=='], ['is', '=='], ['mod', '%'], ['xor', '^'],
]);

function wordForOperator(stop: Stop): string | null {
  const last = stop.before[stop.before.length - 1];
  // `not x` stops at x: the parser took `not` for a name
  for (const token of [stop.token, last]) {
    const operator = token?.type === 'name' ? operatorOfWord.get(token.text.toLowerCase()) : undefined;
    if (operator !== undefined && clauseOf(stop) !== 'PATTERN') {
      return `the operator is written ${operator}`;
    }
  }
  return null;
}

function keywordForName({ token, expected }: Stop): string | null {
  const wantsName = expectsType(expected, 'name') && expected.every((symbol) => symbol.type !== 'integer');
  return wantsName && (token.type === 'keyword' || token.type === 'doWord') && !clauseKeywords.includes(token.text)
    ? `'${token.text}' is a word of the language and cannot be a name`
    : null;
}

function singleQuotes({ token, expected }: Stop): string | null {
  return token.type === 'integer' && token.text.startsWith("'") && expectsType(expected, 'string')
    ? 'a string has double quotes'
    : null;
}

function noQuotes({ token, expected }: Stop): string | null {
  return token.type === 'name' && expectsType(expected, 'string') ? 'a file name has double quotes' : null;
}

function arrow(stop: Stop): string | null {
  const { token, after, before } = stop;
  const previous = before[before.length - 1];
  if (clauseOf(stop) === 'PATTERN') {
    const follows = (token.text === '-' && after?.text === '>') || /^(?:then|followed|followedby)$/i.test(token.text);
    return follows ? 'the steps of a sequence are separated by commas: [a, b]' : null;
  }
  return token.text === '>' && previous?.text === '-' && after?.type === 'name'
    ? `a field is written with a dot: ${before[before.length - 2]?.text ?? 'a'}.${after.text}`
    : null;
}

function missingBraces({ before, token, expected }: Stop): string | null {
  const keyword = before[before.length - 1];
  return keyword?.type === 'keyword' && clauseKeywords.includes(keyword.text) && expects(expected, '{')
    && token.text !== '{' ? `a clause stands in braces: ${keyword.text} { ... }` : null;
}

function inPattern(stop: Stop): string | null {
  if (clauseOf(stop) !== 'PATTERN') {
    return null;
  }
  const { before, token, expected } = stop;
  if (token.text === '~' || token.text === '!' || /^not$/i.test(before[before.length - 1]?.text ?? '')) {
    return expects(expected, '~') || token.text !== '~'
      ? 'a negation is written ~: [a, ~b, c]'
      : 'a negation stands in a sequence: [a, ~b, c]';
  }
  if (token.text === ',' && expects(expected, '|')) {
    return 'alternatives are separated by |, and the steps of a sequence stand in [ ]';
  }
  if (token.text === ',' && expects(expected, '}')) {
    return 'the steps of a sequence stand in brackets: [a, b]';
  }
  if (token.text === '[' && before[before.length - 2]?.text === '~') {
    return 'a negated event is no array';
  }
  return token.text === '||' ? 'alternatives are separated by a single |' : null;
}

function singleEquals({ token, expected }: Stop): string | null {
  return token.text === '=' && expects(expected, '==') ? "equality is written '=='" : null;
}

function doubleEquals({ token, expected }: Stop): string | null {
  return token.text === '==' && expects(expected, '=') ? "write '='" : null;
}

function durationWithoutUnit({ token, expected }: Stop): string | null {
  return token.type === 'integer' && expectsType(expected, 'duration') && !expectsType(expected, 'integer')
    ? `a duration has a unit (ns, us, ms, s, min or h): ${token.text} s`
    : null;
}

function branchWithoutBraces({ before, token, expected }: Stop): string | null {
  const last = before[before.length - 1]?.text;
  return (last === ')' || last === 'else') && expects(expected, '{') && token.text !== '{'
    ? 'what an if or else does stands in braces'
    : null;
}

/** `while (...) {` reads as a call up to the brace. */
function otherStatement({ before, token }: Stop): string | null {
  if (token.text !== '{') {
    return null;
  }
  let open = before.length - 1;
  for (let depth = 0; open >= 0; open--) {
    const text = before[open]?.text;
    depth += text === ')' ? 1 : text === '(' ? -1 : 0;
    if (depth === 0) {
      break;
    }
  }
  const word = before[open - 1]?.text ?? '';
  return /^(?:while|for)$/i.test(word) ? 'there are no loops: what a reaction costs is bounded'
    : /^if$/i.test(word) ? "write 'if'" : null;
}

function spareComma({ before, token }: Stop): string | null {
  return before[before.length - 1]?.text === ',' && [')', ']', '}'].includes(token.text)
    ? 'there is a comma too many before it'
    : null;
}

function missingSeparator({ token, expected }: Stop): string | null {
  if (expects(expected, ';')) {
    return 'a statement ends in a semicolon';
  }
  const begins = ['name', 'integer', 'string', 'duration', 'address'].includes(token.type)
    || ['(', '[', '~', '!'].includes(token.text);
  return begins && expects(expected, ',') ? 'is a comma missing before it?' : null;
}

function clauseOf({ before }: Stop): string | null {
  for (let index = before.length - 1; index >= 0; index--) {
    const token = before[index];
    if (token?.type === 'keyword' && clauseKeywords.includes(token.text)) {
      return token.text;
    }
  }
  return null;
}
