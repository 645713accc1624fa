// The literals of a set: in go their trees, out come the distinct members in ascending order, all of one type.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { LiteralAst } from '../syntax/ast.js';
import type { Members } from './expression.js';
import { maxMembers } from './limits.js';
import { reportUnknownName, resolveConstant, type ConstantScope } from './resolve-constant.js';
import type { Report } from './report.js';

/** Null where something in them was reported. */
export function resolveMembers(
  literals: readonly LiteralAst[], constants: ConstantScope, span: Span, report: Report,
): Members | null {
  const values = literals.map((literal) => ({ literal, value: resolveLiteral(literal, constants, report) }));
  const isInteger = typeof values.find(({ value }) => value !== null)?.value === 'bigint';
  const stranger = values.find(({ value }) => value !== null && (typeof value === 'bigint') !== isInteger);
  if (stranger !== undefined) {
    report(diagnostic('bad-set', `a set of ${isInteger ? 'integers' : 'strings'}, but this is `
      + `${isInteger ? 'a string' : 'an integer'}`, stranger.literal.span));
    return null;
  }
  const integers = values.flatMap(({ value }) => (typeof value === 'bigint' ? [value] : []));
  const strings = values.flatMap(({ value }) => (value instanceof Uint8Array ? [value] : []));
  const members: Members = isInteger
    ? { of: 'integers', members: distinctIntegers(integers) }
    : { of: 'strings', members: distinctStrings(strings) };
  const count = members.members.length;
  if (count > maxMembers) {
    report(diagnostic('too-large', `a set of ${count} members, at most ${maxMembers} are allowed`, span));
    return null;
  }
  return values.every(({ value }) => value !== null) ? members : null;
}

function resolveLiteral(literal: LiteralAst, constants: ConstantScope, report: Report): bigint | Uint8Array | null {
  switch (literal.kind) {
    case 'integer':
    case 'duration':
    case 'string':
      return literal.value;
    case 'address':
      report(diagnostic('not-yet-supported', 'literals of addresses are not yet supported', literal.span));
      return null;
    case 'constant': {
      const value = resolveConstant(literal.name, constants, report);
      if (value === 'unknown') {
        reportUnknownName(literal.name, constants, [], report);
        return null;
      }
      return value;
    }
  }
}

function distinctIntegers(values: readonly bigint[]): readonly bigint[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function distinctStrings(values: readonly Uint8Array[]): readonly Uint8Array[] {
  const sorted = [...values].sort(Buffer.compare);
  return sorted.filter((value, index) => {
    const before = sorted[index - 1];
    return before === undefined || Buffer.compare(before, value) !== 0;
  });
}
