// The enumerations of a header: in go its tokens, out come the enumerators of each and all of them together.

import { accept, next, peek, splitAtCommas, takeBalanced, textOf, type Cursor } from './cursor.js';
import { evaluateConstant } from './evaluate-constant.js';
import type { HeaderToken } from './tokenize-header.js';

export interface Enums {
  readonly byName: ReadonlyMap<string, Enumeration>;
  /** Enumerators share one scope, as in C. */
  readonly enumerators: ReadonlyMap<string, bigint>;
}

export interface Enumeration {
  readonly enumerators: ReadonlyMap<string, bigint>;
  /** Text of the first enumerator whose value cannot be told; it matters only where a kind uses the enumeration. */
  readonly unreadable: string | null;
}

export function readEnums(tokens: readonly HeaderToken[]): Enums {
  const byName = new Map<string, Enumeration>();
  const all = new Map<string, bigint>();
  const cursor: Cursor = { tokens, at: 0 };
  for (let token = next(cursor); token !== null; token = next(cursor)) {
    if (token.text !== 'enum') {
      continue;
    }
    const name = peek(cursor)?.type === 'name' ? next(cursor) : null;
    const body = accept(cursor, '{') === null ? null : takeBalanced(cursor, '{');
    if (body !== null) {
      const enumeration = readEnumerators(body, all);
      if (name !== null) {
        byName.set(name.text, enumeration);
      }
    }
  }
  return { byName, enumerators: all };
}

function readEnumerators(body: readonly HeaderToken[], all: Map<string, bigint>): Enumeration {
  const enumerators = new Map<string, bigint>();
  let unreadable: string | null = null;
  let value: bigint | null = -1n;
  for (const part of splitAtCommas(body)) {
    const [name, equals, ...expression] = part;
    if (name === undefined) {
      continue; // the last comma
    }
    value = equals === undefined ? (value === null ? null : value + 1n)
      : equals.text === '=' ? evaluateConstant(expression, all)
      : null;
    if (value === null) {
      unreadable ??= textOf(part);
    } else {
      enumerators.set(name.text, value);
      all.set(name.text, value);
    }
  }
  return { enumerators, unreadable };
}
