// The words of a catalogue header: in goes a C header, out come its tokens without directives, without the parts that
// are for one target's compiler alone, each with the comment that stands directly before it; and what it includes.

import moo from 'moo';
import type { SourceFile } from '../source/file.js';
import type { Span } from '../source/span.js';

export interface HeaderToken {
  readonly type: 'name' | 'number' | 'string' | 'punctuation';
  readonly text: string;
  readonly span: Span;
  /** Text of the comment directly before it; empty where there is none. */
  readonly doc: string;
}

const words = (): moo.Lexer => moo.compile({
  blank: { match: /(?:[ \t\r\n\f\v]|\\\r?\n)+/, lineBreaks: true },
  comment: [{ match: /\/\/[^\n]*/ }, { match: /\/\*[^]*?\*\//, lineBreaks: true }],
  directive: { match: /#(?:\/\*[^]*?\*\/|\\\r?\n|[^\n])*/, lineBreaks: true },
  string: /"(?:\\.|[^"\\\n])*"/,
  number: /(?:[0-9]\w*|'(?:\\.|[^'\\\n])')/,
  name: /[A-Za-z_]\w*/,
  punctuation: { match: /->|<<|>>|==|!=|<=|>=|&&|\|\||\+\+|--|[^]/, lineBreaks: true },
});

export interface HeaderTokens {
  readonly tokens: readonly HeaderToken[];
  /** Names in `#include "..."`. */
  readonly includes: readonly string[];
}

export function tokenizeHeader(file: SourceFile): HeaderTokens {
  const tokens: HeaderToken[] = [];
  const includes: string[] = [];
  /** For each open #if: is what follows read? */
  const conditionals: boolean[] = [];
  let comment: Comment | null = null;
  let lastEnd = 0; // of the last token or directive
  for (const word of words().reset(file.text)) {
    const start = word.offset;
    const end = start + word.text.length;
    const type = word.type;
    if (type === 'comment') {
      comment = nextComment(comment, word.text, start, end, file.text, lastEnd);
    } else if (type === 'directive') {
      followConditional(conditionals, word.text);
      const [, included] = /^#\s*include\s*"([^"\n]+)"/.exec(word.text) ?? [];
      if (included !== undefined && conditionals.every((isRead) => isRead)) {
        includes.push(included);
      }
      comment = null;
      lastEnd = end;
    } else if (type === 'name' || type === 'number' || type === 'string' || type === 'punctuation') {
      if (conditionals.every((isRead) => isRead)) {
        const doc = comment !== null && lineBreaks(file.text, comment.end, start) <= 1 ? comment.text : '';
        tokens.push({ type, text: word.text, span: { file, start, end }, doc });
      }
      comment = null;
      lastEnd = end;
    }
  }
  return { tokens, includes };
}

interface Comment {
  readonly text: string;
  readonly end: number;
}

/** Comments of one line each, one below the other, are one; what stands behind a token is about that token. */
function nextComment(
  before: Comment | null, text: string, start: number, end: number, source: string, lastEnd: number,
): Comment | null {
  const cleaned = clean(text);
  if (before !== null && text.startsWith('//') && lineBreaks(source, before.end, start) === 1) {
    return { text: `${before.text} ${cleaned}`.trim(), end };
  }
  return lastEnd === 0 || lineBreaks(source, lastEnd, start) > 0 ? { text: cleaned, end } : null;
}

function clean(comment: string): string {
  const inner = comment.startsWith('//') ? comment.slice(2) : comment.slice(2, -2);
  const lines = inner.split('\n').map((line) => line.replace(/^\s*\*+(?=\s|$)/, ''));
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}

function lineBreaks(source: string, from: number, to: number): number {
  return source.slice(from, to).split('\n').length - 1;
}

const ofTarget = /^(?:__bpf__|__KERNEL__)\b/;
const never = /^(?:0|defined\s*\(?\s*(?:__bpf__|__KERNEL__)\s*\)?)(?:\s|$)/;

/** Only what depends on __bpf__ or __KERNEL__, and #if 0, is decided; of any other conditional every branch is read. */
function followConditional(conditionals: boolean[], directive: string): void {
  const [, word = '', rest = ''] = /^#\s*(\w+)\s*([^]*)$/.exec(directive) ?? [];
  const condition = rest.trim();
  const top = conditionals.length - 1;
  switch (word) {
    case 'ifdef':
      conditionals.push(!ofTarget.test(condition));
      break;
    case 'if':
      conditionals.push(!never.test(condition));
      break;
    case 'ifndef':
      conditionals.push(true);
      break;
    case 'else':
    case 'elif':
      if (top >= 0) {
        conditionals[top] = word === 'else' || !never.test(condition);
      }
      break;
    case 'endif':
      conditionals.pop();
      break;
    default:
  }
}
