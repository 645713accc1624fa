// The literals of a set: in go their trees, out come the distinct members in ascending order, all of one type.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { LiteralAst } from '../syntax/ast.js';
import type { AddressPrefix, Members } from './expression.js';
import { maxMembers } from './limits.js';
import { resolvePrefix } from './resolve-address.js';
import { reportUnknownName, resolveConstant, type ConstantScope } from './resolve-constant.js';
import type { Report } from './report.js';

type Member = bigint | Uint8Array | AddressPrefix;

/** Null where something in them was reported. */
export function resolveMembers(
  literals: readonly LiteralAst[], constants: ConstantScope, span: Span, report: Report,
): Members | null {
  const found = literals.map((literal) => ({ literal, value: resolveLiteral(literal, constants, report) }));
  const values = found.flatMap(({ literal, value }) => (value === null ? [] : [{ literal, value }]));
  const [first] = values;
  if (first === undefined) {
    return null;
  }
  const of = sortOf(first.value);
  const stranger = values.find(({ value }) => sortOf(value) !== of);
  if (stranger !== undefined) {
    report(diagnostic('bad-set', `a set of ${of}, but this is ${singular[sortOf(stranger.value)]}`,
      stranger.literal.span));
    return null;
  }
  const members = membersOf(values.map(({ value }) => value));
  const count = members.members.length;
  if (count > maxMembers) {
    report(diagnostic('too-large', `a set of ${count} members, at most ${maxMembers} are allowed`, span));
    return null;
  }
  return values.length === found.length ? members : null;
}

const singular: Readonly<Record<Members['of'], string>> = {
  integers: 'an integer', strings: 'a string', addresses: 'an address',
};

function sortOf(value: Member): Members['of'] {
  return typeof value === 'bigint' ? 'integers' : value instanceof Uint8Array ? 'strings' : 'addresses';
}

function resolveLiteral(literal: LiteralAst, constants: ConstantScope, report: Report): Member | null {
  switch (literal.kind) {
    case 'integer':
    case 'duration':
    case 'string':
      return literal.value;
    case 'address':
      return resolvePrefix(literal, report);
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

/** All of one sort. */
function membersOf(values: readonly Member[]): Members {
  const integers = values.filter((value) => typeof value === 'bigint');
  const strings = values.filter((value) => value instanceof Uint8Array);
  const addresses = values.flatMap((value) => (typeof value === 'bigint' || value instanceof Uint8Array ? [] : [value]));
  return integers.length > 0 ? { of: 'integers', members: distinct(integers, (a, b) => (a < b ? -1 : a > b ? 1 : 0)) }
    : strings.length > 0 ? { of: 'strings', members: distinct(strings, Buffer.compare) }
    : { of: 'addresses', members: distinct(addresses, comparePrefixes) };
}

function comparePrefixes(a: AddressPrefix, b: AddressPrefix): number {
  return Buffer.compare(a.address, b.address) || a.bits - b.bits;
}

function distinct<T>(values: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const sorted = [...values].sort(compare);
  return sorted.filter((value, index) => index === 0 || compare(sorted[index - 1] ?? value, value) !== 0);
}
