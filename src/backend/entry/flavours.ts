// The kernel's structs as far as an entry reads them, under names of its own (libbpf takes off what follows the three
// underscores), so that they stand beside those of other headers: in go a struct and the path to a member, out comes what is
// there; and in the end the declarations that all paths together need.

import { resolve, type Btf, type BtfMember, type BtfType, type StructType } from '../../btf/btf.js';
import { integerType, isChar, isIdentifier } from './c-types.js';

export type Leaf =
  | { readonly kind: 'integer'; readonly cType: string; readonly type: number }
  /** A char array of so many bytes, or a pointer to text: null. */
  | { readonly kind: 'string'; readonly bytes: number | null };

export interface Flavours {
  /** Null where this kernel has no such member, or one that is no number and no text. */
  readonly follow: (of: StructType, path: string) => Leaf | null;
  /** What the struct is called here. */
  readonly nameOf: (struct: string) => string;
  /** Lines of C. */
  readonly declarations: () => readonly string[];
}

/** What a struct has, by name: the declaration of a member, or what a struct within it has. */
type Members = Map<string, string | Members>;

/** A member on the path, and the struct that its pointer leads to, or that it is; null: it is the last. */
interface Step {
  readonly member: BtfMember;
  readonly next: { readonly struct: StructType; readonly isPointer: boolean } | null;
}

export function flavours(btf: Btf, suffix: string): Flavours {
  const structs = new Map<string, Members>();
  const nameOf = (struct: string): string => `${struct}___${suffix}`;
  const membersOf = (struct: string): Members => {
    const members = structs.get(struct) ?? new Map<string, string | Members>();
    structs.set(struct, members);
    return members;
  };

  function declare(members: Members, [step, ...rest]: readonly Step[], leaf: string): void {
    const { member: { name }, next } = step!;
    if (next === null) {
      members.set(name, leaf);
    } else if (next.isPointer) {
      members.set(name, `struct ${nameOf(next.struct.name)} *${name}`);
      declare(membersOf(next.struct.name), rest, leaf);
    } else {
      const there = members.get(name);
      const inner: Members = there instanceof Map ? there : new Map<string, string | Members>();
      members.set(name, inner);
      declare(inner, rest, leaf);
    }
  }

  return {
    nameOf,
    follow: (of, path) => {
      const steps = walk(btf, of, path);
      const leaf = steps === null ? null : leafOf(btf, steps.at(-1)!.member);
      if (steps !== null && leaf !== null) {
        declare(membersOf(of.name), steps, declareLeaf(leaf, steps.at(-1)!.member.name));
      }
      return leaf;
    },
    declarations: () => [...structs].flatMap(([struct, members], index) => [
      ...(index === 0 ? [] : ['']), `struct ${nameOf(struct)} {`, ...print(members, '\t'), '};',
    ]),
  };
}

function walk(btf: Btf, of: StructType, path: string): readonly Step[] | null {
  const words = path.split(/(->|\.)/);
  const steps: Step[] = [];
  let struct = of;
  for (let at = 0; at < words.length; at += 2) {
    const member = findMember(btf, struct, words[at]!, new Set());
    if (member === null) {
      return null;
    }
    if (at + 1 === words.length) {
      return [...steps, { member, next: null }];
    }
    const isPointer = words[at + 1] === '->';
    const type = resolve(btf, member.type);
    const target = !isPointer ? type : type.kind === 'pointer' ? resolve(btf, type.to) : null;
    if (target === null || !isStruct(target) || (isPointer && !isIdentifier(target.name))) {
      return null;
    }
    steps.push({ member, next: { struct: target, isPointer } });
    struct = target;
  }
  return null;
}

/** In the struct, or in one without a name inside it; each is looked into once, as in a damaged file it may be in itself. */
function findMember(btf: Btf, struct: StructType, name: string, seen: Set<BtfType>): BtfMember | null {
  seen.add(struct);
  for (const member of struct.members) {
    if (member.name === name) {
      return member;
    }
    const type = member.name === '' ? resolve(btf, member.type) : null;
    const found = type !== null && isStruct(type) && !seen.has(type) ? findMember(btf, type, name, seen) : null;
    if (found !== null) {
      return found;
    }
  }
  return null;
}

function isStruct(type: BtfType): type is StructType {
  return type.kind === 'struct' || type.kind === 'union';
}

function leafOf(btf: Btf, { type: id, isBitField }: BtfMember): Leaf | null {
  const type = resolve(btf, id);
  if (type.kind === 'array') {
    return isChar(resolve(btf, type.of)) && type.count > 1 ? { kind: 'string', bytes: type.count } : null;
  }
  if (type.kind === 'pointer') {
    return isChar(resolve(btf, type.to)) ? { kind: 'string', bytes: null } : null;
  }
  // CO-RE takes no integer for an enum.
  const cType = type.kind === 'integer' && !isBitField ? integerType(type) : null;
  return cType === null ? null : { kind: 'integer', cType, type: id };
}

function declareLeaf(leaf: Leaf, name: string): string {
  return leaf.kind === 'integer' ? `${leaf.cType} ${name}` : leaf.bytes === null ? `const char *${name}` : `char ${name}[${leaf.bytes}]`;
}

function print(members: Members, indent: string): readonly string[] {
  return [...members].flatMap(([name, member]) => (typeof member === 'string' ? [`${indent}${member};`]
    : [`${indent}struct {`, ...print(member, `${indent}\t`), `${indent}} ${name};`]));
}
