// Searches in strings as tables that the engine's wmk_scan() walks: in go the conditions' operators and literals, out
// come the names that expressions call the tables by, and the tables ready to print, each once.

import { globAutomaton, type GlobAutomaton } from '../../check/glob-automaton.js';
import { globFor } from '../../check/glob.js';
import type { Names } from './names.js';
import { quoteC, quoteComment } from './quote.js';

export interface Search {
  readonly operator: 'ENDSWITH' | 'CONTAINS' | 'LIKE';
  readonly literal: Uint8Array;
}

export interface Scan {
  /** NAME_class maps a byte to its column, NAME_next has a row a state. */
  readonly name: string;
  readonly automaton: GlobAutomaton;
}

export type ScanView = ReturnType<typeof viewScan>;

export interface Scans {
  readonly find: (search: Search) => Scan;
  /** Of all that were asked for, in the order of asking. */
  readonly views: () => readonly ScanView[];
}

export function makeScans(names: Names): Scans {
  const known = new Map<string, Scan & { readonly search: Search }>();
  return {
    find: (search) => {
      const key = `${search.operator} ${search.literal.join()}`;
      const before = known.get(key);
      if (before !== undefined) {
        return before;
      }
      const name = names.claim(`scan_${known.size}`, ['_classes', '_class', '_next']);
      const scan = { name, automaton: automatonOf(search), search };
      known.set(key, scan);
      return scan;
    },
    views: () => [...known.values()].map(viewScan),
  };
}

export function automatonOf({ operator, literal }: Search): GlobAutomaton {
  const glob = globFor(operator, literal);
  const automaton = glob === null ? null : globAutomaton(glob);
  if (automaton === null) {
    throw new Error(`a glob that is none, or one with too many states, reached the backend: ${quoteC(literal)}`);
  }
  return automaton;
}

function viewScan({ name, automaton, search }: Scan & { readonly search: Search }) {
  const { classes, nrClasses, next } = automaton;
  return {
    name,
    needle: `${search.operator} ${quoteComment(quoteC(search.literal))}`,
    nrClasses,
    nrStates: next.length,
    classes: classes.flatMap((column, byte) => (column === 0 ? [] : [`[0x${byte.toString(16).padStart(2, '0')}] = ${column}`])).join(', '),
    rows: next.map((row) => `{ ${row.join(', ')} }`),
  };
}
