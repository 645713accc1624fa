// Types of expressions: in goes what an expression is made of, out comes its type.

import type { EventField, FieldType } from '../events/catalogue.js';
import type { DraftBinding } from './draft.js';
import type { ContextFunction, ExpressionType, Literal } from './expression.js';
import type { RuleLeaf } from './rule.js';
import { commBytes, exeBytes } from './limits.js';

export const signed: ExpressionType = { kind: 'integer', unsigned: false };
export const unsigned: ExpressionType = { kind: 'integer', unsigned: true };

const maxSigned = (1n << 63n) - 1n;

/** Of narrower fields every value is a signed 64-bit one too. */
export function typeOfField(type: FieldType): ExpressionType {
  switch (type.kind) {
    case 'integer': return type.bits === 64 && !type.signed ? unsigned : signed;
    case 'process':
    case 'thread': return signed;
    case 'string': return { kind: 'string', bytes: type.bytes };
    case 'address': return { kind: 'address' };
  }
}

export function typeOfContext(name: ContextFunction): ExpressionType {
  switch (name) {
    case 'pid':
    case 'tid':
    case 'ppid':
    case 'uid':
    case 'gid':
    case 'cpu': return signed;
    case 'cgroup':
    case 'now': return unsigned;
    case 'comm': return { kind: 'string', bytes: commBytes };
    case 'exe': return { kind: 'string', bytes: exeBytes };
    case 'kstack':
    case 'ustack': return { kind: 'stack' };
  }
}

export function integer(value: bigint): Literal {
  return { kind: 'integer', value, type: value > maxSigned ? unsigned : signed };
}

/** `bytes` counts the NUL that the value itself has not. */
export function string(value: Uint8Array): Literal {
  return { kind: 'string', value, type: { kind: 'string', bytes: value.length + 1 } };
}

/** Of 16 bytes. */
export function address(value: Uint8Array): Literal {
  return { kind: 'address', value, type: { kind: 'address' } };
}

export function field(binding: DraftBinding, of: EventField): RuleLeaf {
  return { kind: 'field', binding: binding.index, field: of, type: typeOfField(of.type) };
}

/** Least and greatest value; null where it is no number. */
export function rangeOfField(type: FieldType): { readonly least: bigint; readonly greatest: bigint } | null {
  switch (type.kind) {
    case 'integer':
      return type.signed
        ? { least: -(1n << BigInt(type.bits - 1)), greatest: (1n << BigInt(type.bits - 1)) - 1n }
        : { least: 0n, greatest: (1n << BigInt(type.bits)) - 1n };
    case 'process':
    case 'thread':
      return { least: 0n, greatest: (1n << 32n) - 1n };
    case 'string':
    case 'address':
      return null;
  }
}
