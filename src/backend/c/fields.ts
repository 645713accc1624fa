// How values are declared and copied in generated C: in go their types, out come C declarations, sizes and statements.

import type { FieldType } from '../../events/catalogue.js';

/** "__u32 Name", "char Name[256] wmk_words": a member without its semicolon. */
export function declareField(type: FieldType, name: string): string {
  switch (type.kind) {
    case 'integer':
      return `${type.cType} ${name}`;
    case 'process':
    case 'thread':
      return `__u32 ${name}`;
    case 'string':
      return `char ${name}[${wordBytes(type.bytes)}] wmk_words`;
    case 'address':
      return `wmk_address_t ${name} wmk_words`;
  }
}

/** Strings and addresses are stored in whole 64-bit words. */
function wordBytes(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

export function storedBytes(type: FieldType): number {
  switch (type.kind) {
    case 'integer':
      return type.bits / 8;
    case 'process':
    case 'thread':
      return 4;
    case 'string':
      return wordBytes(type.bytes);
    case 'address':
      return 16;
  }
}

export function alignmentOf(type: FieldType): number {
  return type.kind === 'string' || type.kind === 'address' ? 8 : storedBytes(type);
}

/** Widest first, so that a struct has no holes; otherwise as they came. */
export function widestFirst<T extends { readonly type: FieldType }>(fields: readonly T[]): readonly T[] {
  return [...fields].sort((a, b) => alignmentOf(b.type) - alignmentOf(a.type));
}

/** Bytes of a struct of these members in this order, its own alignment 8. */
export function structBytes(types: readonly FieldType[], from = 0): number {
  let at = from;
  for (const type of types) {
    at = Math.ceil(at / alignmentOf(type)) * alignmentOf(type) + storedBytes(type);
  }
  return Math.ceil(at / 8) * 8;
}

/** Copies a value: words for what is an array, an assignment for what is not. A shorter string leaves no old bytes behind it. */
export function copyField(type: FieldType, to: string, from: string, fromType = type): string {
  switch (type.kind) {
    case 'string':
      return fromType.kind === 'string' && storedBytes(fromType) !== storedBytes(type)
        ? `wmk_copy_string(${to}, sizeof(${to}), ${from}, ${storedBytes(fromType)})`
        : `wmk_copy(${to}, ${from}, sizeof(${to}))`;
    case 'address':
      return `wmk_copy(&${to}, &${from}, sizeof(${to}))`;
    default:
      return `${to} = ${from}`;
  }
}

/** What a loader takes a value for; see wmk.abi.h. */
export function abiType(type: FieldType): string {
  switch (type.kind) {
    case 'integer':
      return type.signed ? 'WMK_COLUMN_S64' : 'WMK_COLUMN_U64';
    case 'process':
    case 'thread':
      return 'WMK_COLUMN_U64';
    case 'string':
      return 'WMK_COLUMN_STRING';
    case 'address':
      return 'WMK_COLUMN_ADDRESS';
  }
}
