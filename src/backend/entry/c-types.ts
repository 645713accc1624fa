// Types of BTF as C spells them.

import { resolve, type Btf, type BtfType } from '../../btf/btf.js';

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** '__u32' of any integer or enum of 32 bits; null of what is neither, or larger than 64 bits. */
export function integerType(type: BtfType): string | null {
  return (type.kind === 'integer' || type.kind === 'enum') && [1, 2, 4, 8].includes(type.bytes)
    ? `__${type.kind === 'integer' && type.isBool ? 'u' : type.isSigned ? 's' : 'u'}${8 * type.bytes}` : null;
}

export function isChar(type: BtfType): boolean {
  return type.kind === 'integer' && type.bytes === 1 && /\bchar$/.test(type.name);
}

/** For people: typedefs by their names, without const and the like. */
export function spell(btf: Btf, id: number, depth = 0): string {
  const type = btf.types[id]!;
  if (depth > 8) {
    return '...';
  }
  switch (type.kind) {
    case 'void': return 'void';
    case 'integer': return named(type.name);
    case 'typedef': return named(type.name);
    case 'struct': case 'union': case 'enum': return `${type.kind} ${named(type.name)}`;
    case 'forward': return `struct ${named(type.name)}`;
    case 'qualified': return spell(btf, type.to, depth + 1);
    case 'pointer': {
      const to = spell(btf, type.to, depth + 1);
      return resolve(btf, type.to).kind === 'prototype' ? 'a pointer to a function' : `${to}${to.endsWith('*') ? '' : ' '}*`;
    }
    case 'array': return `${spell(btf, type.of, depth + 1)}[${type.count}]`;
    default: return 'a type without a name';
  }
}

/** What is said of a field whose integer has a name of its own: 'gfp_t', 'enum zone_type'. */
export function nameOfInteger(btf: Btf, id: number): string {
  const text = spell(btf, id);
  const outer = btf.types[id]!;
  const type = outer.kind === 'qualified' ? btf.types[outer.to]! : outer;
  return type.kind === 'integer' || !/^(?:enum )?\w+$/.test(text) ? '' : text;
}

function named(name: string): string {
  return isIdentifier(name.replaceAll(' ', '_')) ? name : '(anonymous)';
}
