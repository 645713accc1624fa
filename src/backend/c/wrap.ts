// Breaks long lines of C: in goes printed C, out comes the same C with no line over 100 columns where a line has a
// place to break at. Text in quotes is never broken.

import { fillLines } from '../../automaton/fill-lines.js';

const columns = 100;
const tab = 8;

export function wrapLines(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (widthOf(line) <= columns || line.startsWith(' *') ? [line] : wrapLine(line)))
    .join('\n');
}

function widthOf(line: string): number {
  return [...line].reduce((width, character) => (character === '\t' ? width + tab - (width % tab) : width + 1), 0);
}

function wrapLine(line: string): readonly string[] {
  const indent = /^\t*/.exec(line)![0];
  const comment = /^\t*\/\* (.*) \*\/$/.exec(line);
  if (comment !== null) {
    return [`${indent}/*`, ...fillComment(comment[1]!, `${indent} * `), `${indent} */`];
  }
  const trailing = /^(\t*\S.*?)\t+(\/\* [^"]* \*\/)$/.exec(line);
  if (trailing !== null) {
    return [...wrapLines(`${indent}${trailing[2]!}`).split('\n'), ...wrapLines(trailing[1]!).split('\n')];
  }
  const at = lastBreak(line, indent.length);
  if (at === null) {
    return [line];
  }
  const rest = `${indent}\t\t${line.slice(at).trimStart()}`;
  return [line.slice(0, at).trimEnd(), ...(rest.length >= line.length ? [rest] : continueLine(rest))];
}

/** What follows a break keeps the indentation that the break gave it. */
function continueLine(line: string): readonly string[] {
  if (widthOf(line) <= columns) {
    return [line];
  }
  const indent = /^\t*/.exec(line)![0];
  const at = lastBreak(line, indent.length);
  if (at === null) {
    return [line];
  }
  return [line.slice(0, at).trimEnd(), ...continueLine(`${indent}${line.slice(at).trimStart()}`)];
}

/**
 * The place to break at: after a comma, an operator that joins conditions, or '=', the last one of those inside the
 * fewest brackets that is within the columns; else the first one.
 */
function lastBreak(line: string, from: number): number | null {
  let best: number | null = null;
  let bestDepth = Infinity;
  let depth = 0;
  let quoted = false;
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\' && quoted) {
      at++;
    } else if (line[at] === '"') {
      quoted = !quoted;
    } else if (!quoted && /[(){}]/.test(line[at]!)) {
      depth += /[({]/.test(line[at]!) ? 1 : -1;
    } else if (!quoted && line[at] === ' ' && isBreak(line.slice(from, at), line.slice(at + 1))) {
      if (best !== null && widthOf(line.slice(0, at)) > columns) {
        break;
      }
      // Before a call is no better than among its arguments.
      const within = line[at - 1] === '=' && /^\w+\(/.test(line.slice(at + 1)) ? depth + 1 : depth;
      if (within <= bestDepth) {
        best = at;
        bestDepth = within;
      }
    }
  }
  return best;
}

/** Before a parenthesis there is a better place inside. */
function isBreak(before: string, after: string): boolean {
  return /(,|\|\||&&)$/.test(before) || (/[^=!<>]=$/.test(before) && !after.startsWith('('));
}

function fillComment(text: string, prefix: string): readonly string[] {
  return fillLines(text.split(' '), columns - widthOf(prefix)).map((line) => prefix + line);
}
