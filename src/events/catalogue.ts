// What is known of the kinds of events: read from C headers, asked by the checker and the plan.

import type { Span } from '../source/span.js';

export interface Catalogue {
  /** By name; a later header may not declare a kind again. */
  readonly kinds: ReadonlyMap<string, EventKind>;
  /** The headers that the generated C includes, in the order of EVENTS, without repeats. */
  readonly headers: readonly CatalogueHeader[];
}

export interface CatalogueHeader {
  /** As written in EVENTS. */
  readonly name: string;
  /** Where it was found. */
  readonly path: string;
}

export interface EventKind {
  readonly name: string;
  readonly header: CatalogueHeader;
  readonly span: Span;
  /** What happened, in one sentence; the comment before the struct. */
  readonly doc: string;
  readonly phase: 'attempted' | 'done';
  /** Whose event it is: the current task in its own context, the current task anywhere, or nobody's. */
  readonly subject: 'current-in-task' | 'current' | 'none';
  readonly blind: readonly string[];
  /** What it does not see, in addition, where SystemTap's probes raise it. */
  readonly stapBlind: readonly string[];
  /** At least one for eBPF; none of SystemTap: the kind is not there for modules. */
  readonly attach: { readonly bpf: readonly AttachPoint[]; readonly stap: readonly StapPoint[] };
  /** Declared fields in their order, then the standard fields that the kind has and does not replace. */
  readonly fields: ReadonlyMap<string, EventField>;
  /** Named constants and enumerators that conditions on this kind may use. */
  readonly constants: ReadonlyMap<string, bigint>;
}

export interface AttachPoint {
  /** As libbpf spells it: 'tp_btf/sys_enter'. */
  readonly section: string;
  /** Points of one place are alternatives, in order of preference; the kind is raised at each of its places. From 0. */
  readonly place: number;
  readonly parameters: readonly { readonly type: string; readonly name: string }[];
  /** A C expression over the parameters; null: always. */
  readonly when: string | null;
}

export interface StapPoint {
  /** As a script spells it: 'kprobe.function("f").return'. */
  readonly probe: string;
  /** As of an AttachPoint. */
  readonly place: number;
  /** `of`: what the script gives, in SystemTap's language: '$regs', 'pointer_arg(1)'. */
  readonly parameters: readonly { readonly type: string; readonly name: string; readonly of: string }[];
  /** A C expression over the parameters; null: always. */
  readonly when: string | null;
}

export interface EventField {
  readonly name: string;
  readonly type: FieldType;
  readonly doc: string;
  /** 'standard': the engine reads it, of the current task. */
  readonly read: 'standard' | { readonly bpf: FieldReader; readonly stap: FieldReader };
}

export type FieldType =
  /** cType is the type as the header spells it: '__s32', 'enum wmk_syscall_abi'. */
  | { readonly kind: 'integer'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean; readonly cType: string }
  /** NUL-terminated within `bytes`, the terminator included. */
  | { readonly kind: 'string'; readonly bytes: number }
  /** 16 bytes: IPv6, or IPv4 mapped into it. */
  | { readonly kind: 'address' }
  /** A number of 32 bits that means one instance when joined. */
  | { readonly kind: 'process' }
  | { readonly kind: 'thread' };

export type FieldReader =
  | { readonly how: 'value'; readonly expression: string }
  | { readonly how: 'fill'; readonly function: string; readonly arguments: readonly string[] }
  | { readonly how: 'task'; readonly expression: string };
