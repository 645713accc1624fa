// Named constants: in go the parts of a list such as WMK_CONSTANTS(A = 1, B = A + 1), out come their values.

import type { Complain } from './complain.js';
import { peek, next, textOf, type Cursor } from './cursor.js';
import { evaluateConstant } from './evaluate-constant.js';
import { readMarker } from './read-marker.js';
import type { HeaderToken } from './tokenize-header.js';

export type Constants = ReadonlyMap<string, bigint>;

/** `known` may be read in a value, and not be given another one. */
export function readConstants(
  parts: readonly (readonly HeaderToken[])[], known: Constants, complain: Complain,
): Constants {
  const constants = new Map<string, bigint>();
  const scope = new Map(known);
  for (const part of parts) {
    const [name, equals, ...expression] = part;
    const value = equals?.text === '=' ? evaluateConstant(expression, scope) : null;
    if (name?.type !== 'name' || value === null || value < -(1n << 63n) || value >= 1n << 64n) {
      complain(`'${textOf(part)}' is no constant, expected NAME = an integer constant of 64 bits`, name?.span ?? null);
    } else if (scope.has(name.text) && scope.get(name.text) !== value) {
      complain(`constant '${name.text}' has another value already, ${scope.get(name.text)}`, name.span);
    } else {
      constants.set(name.text, value);
      scope.set(name.text, value);
    }
  }
  return constants;
}

/** Each WMK_CONSTANT_LIST(name, A = 1, ...) of a header by its name. */
export function readConstantLists(
  tokens: readonly HeaderToken[], known: Constants, complain: Complain,
): ReadonlyMap<string, Constants> {
  const lists = new Map<string, Constants>();
  const cursor: Cursor = { tokens, at: 0 };
  for (let token = peek(cursor); token !== null; token = peek(cursor)) {
    if (token.text !== 'WMK_CONSTANT_LIST') {
      next(cursor);
      continue;
    }
    const marker = readMarker(cursor);
    const [name, ...parts] = marker?.arguments ?? [];
    const [word, more] = name ?? [];
    if (word?.type !== 'name' || more !== undefined) {
      complain(`expected WMK_CONSTANT_LIST(list, NAME = value, ...)`, token.span);
    } else if (lists.has(word.text)) {
      complain(`a second list of constants '${word.text}'`, word.span);
    } else {
      lists.set(word.text, readConstants(parts, known, complain));
    }
  }
  return lists;
}
