// Where a kind is raised on a target, in one form for all targets.

import type { EventKind } from '../events/catalogue.js';

export type Target = 'bpf' | 'stap';

export interface Point {
  /** In the target's words: a section of libbpf's, or a probe of SystemTap's. */
  readonly where: string;
  /** Points of one place are alternatives, in order of preference; the kind is raised at each of its places. From 0. */
  readonly place: number;
  /** `of`: what a script gives for it; null: the kernel gives it. */
  readonly parameters: readonly { readonly type: string; readonly name: string; readonly of: string | null }[];
  /** A C expression over the parameters; null: always. */
  readonly when: string | null;
}

export function pointsOf({ attach }: EventKind, target: Target): readonly Point[] {
  return target === 'stap'
    ? attach.stap.map(({ probe, ...point }) => ({ ...point, where: probe }))
    : attach.bpf.map(({ section, parameters, ...point }) =>
      ({ ...point, where: section, parameters: parameters.map((parameter) => ({ ...parameter, of: null })) }));
}

/** What is left of where a point is in a C identifier: 'tp_btf_sys_enter', 'kernel_trace_sys_enter'. */
export function identifierOf(where: string): string {
  return where.replace(/[^A-Za-z0-9_]+/g, '_').replace(/_$/, '');
}
