// The types of a kernel, as its BTF tells them (Documentation/bpf/btf.rst). A type is known by its number; 0 is void.

export interface Btf {
  readonly types: readonly BtfType[];
}

export type BtfType =
  | { readonly kind: 'void' }
  | { readonly kind: 'integer'; readonly name: string; readonly bytes: number; readonly isSigned: boolean; readonly isBool: boolean }
  | { readonly kind: 'pointer'; readonly to: number }
  | { readonly kind: 'array'; readonly of: number; readonly count: number }
  | { readonly kind: 'struct' | 'union'; readonly name: string; readonly bytes: number; readonly members: readonly BtfMember[] }
  | { readonly kind: 'enum'; readonly name: string; readonly bytes: number; readonly isSigned: boolean; readonly values: readonly BtfEnumerator[] }
  /** A struct or union of which nothing but the name is known. */
  | { readonly kind: 'forward'; readonly name: string }
  | { readonly kind: 'typedef'; readonly name: string; readonly to: number }
  /** const, volatile, restrict, or a tag such as __user. */
  | { readonly kind: 'qualified'; readonly to: number }
  | { readonly kind: 'function'; readonly name: string; readonly prototype: number }
  | { readonly kind: 'prototype'; readonly returns: number; readonly parameters: readonly BtfParameter[]; readonly isVariadic: boolean }
  /** Nothing that a parameter or a member can be: a variable, a section, a tag; or a floating-point number. */
  | { readonly kind: 'other' };

export interface BtfMember {
  /** '' where its members are those of what it stands in. */
  readonly name: string;
  readonly type: number;
  readonly isBitField: boolean;
}

export interface BtfParameter {
  /** '' where it has none. */
  readonly name: string;
  readonly type: number;
}

export interface BtfEnumerator {
  readonly name: string;
  readonly value: bigint;
}

export type StructType = BtfType & { readonly kind: 'struct' | 'union' };
export type Prototype = BtfType & { readonly kind: 'prototype' };

/** Typedefs and qualifiers on top of each other; in a damaged file they go round in circles. */
const maxDepth = 32;

/** What a type is beneath its typedefs and qualifiers. */
export function resolve(btf: Btf, id: number): BtfType {
  let type = btf.types[id]!;
  for (let depth = 0; depth < maxDepth; depth++) {
    if (type.kind !== 'typedef' && type.kind !== 'qualified') {
      return type;
    }
    type = btf.types[type.to]!;
  }
  return { kind: 'other' };
}
