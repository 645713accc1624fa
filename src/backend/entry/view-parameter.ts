// One parameter of an attach point: in goes what BTF tells of it, out come how the entry declares it, the fields that are
// read of it, and what is said of it where there is none.

import { resolve, type Btf, type BtfParameter, type StructType } from '../../btf/btf.js';
import type { Problem } from '../../btf/problem.js';
import { maxStringBytes } from '../../events/limits.js';
import { integerType, isChar, isIdentifier, nameOfInteger, spell } from './c-types.js';
import type { Flavours, Leaf } from './flavours.js';
import { knownStructs } from './known-structs.js';

export interface FieldDraft {
  readonly type: string;
  /** Not yet made unique. */
  readonly name: string;
  /** '[256]' of a char array. */
  readonly size: string;
  readonly read: string;
  readonly doc: string;
}

export interface ParameterDraft {
  /** Of a struct that comes in two registers there are two. */
  readonly declarations: readonly string[];
  readonly fields: readonly FieldDraft[];
  /** What may be done about a parameter that no field is read of; null where there is one. */
  readonly remark: string | null;
  /** Of an enum, by name. */
  readonly constants: readonly (readonly [string, bigint])[];
}

/** Programs get structs in registers only: one of more bytes is on the stack. */
const maxStructBytes = 16;
const registerBytes = 8;
/** Of an enum; one with more names is a list of something else. */
const maxConstants = 64;
/** `taken`: what cannot be the name of a parameter. */
export function viewParameter(
  btf: Btf, parameter: BtfParameter, index: number, structs: Flavours, taken: ReadonlySet<string>,
): ParameterDraft | Problem {
  // Later kernels tell their verifier so that a pointer may be NULL.
  const own = parameter.name.replace(/__nullable$/, '');
  const name = !isIdentifier(own) ? `arg${index}` : taken.has(own) ? `${own}_` : own;
  const type = resolve(btf, parameter.type);
  const called = spell(btf, parameter.type);
  const cType = integerType(type);
  if (cType !== null) {
    const values = type.kind === 'enum' ? type.values.filter((value) => isIdentifier(value.name)) : [];
    return {
      declarations: [`${cType} ${name}`],
      fields: [field(cType, camel(name), name, type.kind === 'integer' && type.isBool ? '0 or 1.' : nameOfInteger(btf, parameter.type))],
      remark: null,
      constants: values.length > maxConstants ? [] : values.map((value) => [value.name, value.value]),
    };
  }
  if (type.kind === 'struct' || type.kind === 'union') {
    return viewValue(btf, type, name, called);
  }
  if (type.kind !== 'pointer') {
    return { problem: `it takes '${called} ${name}', which programs do not get` };
  }
  const to = resolve(btf, type.to);
  if (isChar(to)) {
    return {
      ...nothing(`const char *${name}`),
      fields: [text(maxStringBytes, camel(name), name, "The kernel's text; of a pointer into a program's memory it is empty.")],
    };
  }
  if ((to.kind !== 'struct' && to.kind !== 'union') || !isIdentifier(to.name)) {
    return { ...nothing(`void *${name}`), remark: unread(called, name) };
  }
  return viewPointer(to, name, called, structs);
}

/** To a struct. */
function viewPointer(to: StructType, name: string, called: string, structs: Flavours): ParameterDraft {
  if (to.name === 'task_struct') {
    const task = (type: string, part: string): FieldDraft => ({
      type, name: camel(name) + part, size: '', read: `WMK_BPF_TASK(${name})`, doc: '',
    });
    return { ...nothing(`struct task_struct *${name}`), fields: [task('wmk_thread_t', 'Thread'), task('wmk_process_t', 'Process')] };
  }
  const fields = (knownStructs.get(to.name) ?? []).flatMap(({ path, name: part, doc }) => {
    const leaf = structs.follow(to, path);
    return leaf === null ? [] : [ofLeaf(leaf, join(camel(name), part), name, path, doc)];
  });
  return fields.length === 0 ? { ...nothing(`${to.kind} ${to.name} *${name}`), remark: unread(called, name) }
    : { ...nothing(`${to.kind} ${structs.nameOf(to.name)} *${name}`), fields };
}

/** A struct itself: one around an integer is that integer. */
function viewValue(btf: Btf, type: StructType, name: string, called: string): ParameterDraft | Problem {
  const [only, another] = type.members;
  const inner = only === undefined || another !== undefined || only.isBitField ? null : integerType(resolve(btf, only.type));
  if (inner !== null) {
    return { ...nothing(`${inner} ${name}`), fields: [field(inner, camel(name), name, called)] };
  }
  if (type.bytes > maxStructBytes) {
    return { problem: `it takes '${called} ${name}', ${type.bytes} bytes by value, which programs do not get` };
  }
  const words = Math.max(1, Math.ceil(type.bytes / registerBytes));
  const names = words === 1 ? [name] : [`${name}_0`, `${name}_1`];
  return { ...nothing(''), declarations: names.map((one) => `__u64 ${one}`), remark: `Not read: ${called} ${name}, by value.` };
}

function nothing(declaration: string): ParameterDraft {
  return { declarations: [declaration], fields: [], remark: null, constants: [] };
}

/**
 * Read so that no kernel refuses it: where a pointer may be NULL by what the verifier knows, a plain `->` takes a test
 * before it, and which pointers these are differs from kernel to kernel.
 */
function ofLeaf(leaf: Leaf, name: string, parameter: string, path: string, doc: string): FieldDraft {
  if (leaf.kind === 'string' && leaf.bytes !== null) {
    return text(Math.min(leaf.bytes, maxStringBytes), name, `${parameter}->${path}`, doc);
  }
  const read = `BPF_CORE_READ(${[parameter, ...path.split('->')].join(', ')})`;
  return leaf.kind === 'integer' ? field(leaf.cType, name, read, doc) : text(maxStringBytes, name, read, doc);
}

function field(type: string, name: string, read: string, doc: string): FieldDraft {
  return { type, name, size: '', read: `WMK_BPF(${read})`, doc };
}

function text(bytes: number, name: string, read: string, doc: string): FieldDraft {
  return { type: 'char', name, size: `[${bytes}]`, read: `WMK_BPF_FILL(bpf_probe_read_kernel_str, ${read})`, doc };
}

function unread(called: string, name: string): string {
  return `Not read: ${called}${called.endsWith('*') ? '' : ' '}${name}. What tells it from others is where it is: ` +
    `__u64 ${camel(name)} WMK_BPF((__u64)${name});`;
}

/** The parameter 'new_name' has no 'NewNameName'. */
function join(name: string, part: string): string {
  return name.endsWith(part) ? name : name + part;
}

/** 'PrevState' of 'prev_state'. */
export function camel(name: string): string {
  return name.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('') || 'Argument';
}
