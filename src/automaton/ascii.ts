// An automaton as a few lines of plain text, for a comment: in go an automaton and names, out come lines such as
//
//     a      -- syscall --> match
//            -- syscallexit, threadtermination --> dead

import type { Automaton } from './automaton.js';
import { fillLines } from './fill-lines.js';
import { mergeMoves } from './transitions.js';
import type { AutomatonNames } from './transitions.js';

/** A state's name is cut here, so that the arrows have room. */
const nameColumns = 32;

/** No line is longer than `columns`, which must leave room for two names: at least 80. */
export function printAscii(automaton: Automaton, names: AutomatonNames, columns = 100): readonly string[] {
  const nameOf = (state: number): string => cut(names.states[state]!, nameColumns);
  const transitions = mergeMoves(automaton, names);
  const width = Math.max(...transitions.map(({ from }) => nameOf(from).length));
  return transitions.flatMap(({ from, to, labels }, index) => {
    const margin = transitions[index - 1]?.from === from ? '' : nameOf(from);
    const texts = labels.map((label, at) => at < labels.length - 1 ? `${label},` : label);
    const words = [...texts.flatMap((text) => text.split(' ')), `--> ${nameOf(to)}`];
    const lines = wrap(words, columns - width - ' -- '.length);
    return lines.map((line, at) =>
      at === 0 ? `${margin.padEnd(width)} -- ${line}` : `${' '.repeat(width)}    ${line}`);
  });
}

/** A word that is longer than a line is cut. */
function wrap(words: readonly string[], columns: number): readonly string[] {
  return fillLines(words.map((whole) => cut(whole, columns)), columns);
}

/** Cut where it is too long; what would break the line or turn its direction is replaced. */
function cut(text: string, columns: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
  return line.length <= columns ? line : `${line.slice(0, columns - 3)}...`;
}
