// An automaton as a picture: in go an automaton and names, out comes text for Graphviz.

import type { Automaton, State } from './automaton.js';
import { fillLines } from './fill-lines.js';
import { mergeMoves } from './transitions.js';
import type { AutomatonNames } from './transitions.js';

export interface DotOptions {
  /** The dead state, in grey; else it is left out, with what leads to it. */
  readonly showDead: boolean;
  /** A line under the name of the rule. */
  readonly caption?: string;
}

const font = 'fontname="Helvetica,Arial,sans-serif"';
const ink = '#263238';
const faint = '#9e9e9e';
const green = '#e8f5e9';
/** Columns after which a line of an edge's label is broken. */
const labelColumns = 40;
/** The longest name that is written in a circle. */
const circleColumns = 8;

export function printDot(
  automaton: Automaton, names: AutomatonNames, options: DotOptions = { showDead: false },
): string {
  const shown = automaton.states.filter(({ role }) => role !== 'none' && (role !== 'dead' || options.showDead));
  const isShown = new Set(shown.map(({ index }) => index));
  const isDead = (state: number): boolean => automaton.states[state]!.role === 'dead';
  const edges = mergeMoves(automaton, names)
    .filter(({ to }) => isShown.has(to))
    .map(({ from, to, labels }) => {
      const colours = isDead(to) ? `, color="${faint}", fontcolor="${faint}", style=dashed` : '';
      return `  s${from} -> s${to} [label=${quote(wrapAll(labels))}${colours}];`;
    });
  const title = quote(options.caption === undefined ? [names.rule] : [names.rule, options.caption], '\\l');
  return [
    `digraph ${quote([names.rule])} {`,
    `  graph [label=${title},`,
    `         rankdir=LR, labelloc=t, labeljust=l, ${font}, fontsize=15,`,
    `         fontcolor="${ink}", bgcolor=white, pad=0.25, nodesep=0.35, ranksep=0.5];`,
    `  node [shape=circle, ${font}, fontsize=12, color="${ink}", fontcolor="${ink}", penwidth=1.2,`,
    '        style=filled, fillcolor=white, margin=0.06, width=0.7];',
    `  edge [${font}, fontsize=10, color="${ink}", fontcolor="${ink}", arrowsize=0.7];`,
    '',
    `  begin [shape=point, width=0.07, label="", fillcolor="${ink}"];`,
    ...shown.map((state) => `  s${state.index} [${attributesOf(state, names.states[state.index]!)}];`),
    '',
    '  begin -> s1;',
    ...edges,
    '}',
    '',
  ].join('\n');
}

function attributesOf({ role, pending }: State, name: string): string {
  const label = `label=${quote([name])}`;
  const isLong = name.length > circleColumns;
  const shape = isLong ? 'shape=box, height=0.45, margin="0.15,0.06", ' : '';
  switch (role) {
    case 'accepting':
      return isLong
        ? `${shape}peripheries=2, ${label}, style="filled,rounded", fillcolor="${green}"`
        : `shape=doublecircle, ${label}, fillcolor="${green}"`;
    case 'dead':
      return `${shape}${label}, color="${faint}", fontcolor="${faint}", style="filled,rounded,dashed"`;
    case 'none':
    case 'start':
    case 'live':
      return isLong ? `${shape}${label}, style="filled,rounded${pending ? ',dotted' : ''}"`
        : pending ? `${label}, style="filled,dotted"` : label;
  }
}

/** A line for each, or more where it is long; each but the last ends with a comma. */
function wrapAll(labels: readonly string[]): readonly string[] {
  return labels.flatMap((label, at) => balance(at < labels.length - 1 ? `${label},` : label));
}

/** As few lines as the columns allow, all of about one length. */
function balance(text: string): readonly string[] {
  const fewest = fillLines(text.split(' '), labelColumns);
  let columns = Math.floor(text.length / fewest.length);
  let lines = fillLines(text.split(' '), columns);
  while (lines.length > fewest.length) {
    columns++;
    lines = fillLines(text.split(' '), columns);
  }
  return lines;
}

/**
 * A quoted string with line breaks: '\\n' centres the line before it, '\\l' lets it begin at the left. In a label
 * Graphviz reads backslash sequences and HTML entities; characters that show as nothing, or turn the direction of
 * writing, are replaced.
 */
function quote(lines: readonly string[], lineEnd = '\\n'): string {
  const escaped = lines.map((line) => line
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/[\\"]/g, '\\$&'));
  return `"${escaped.join(lineEnd)}${lineEnd === '\\l' && lines.length > 1 ? lineEnd : ''}"`;
}
