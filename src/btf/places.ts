// Where a kernel lets programs with types attach: in goes its BTF, out come the names of its tracepoints, functions and LSM
// hooks, and what a program gets at one of them.

import { resolve, type Btf, type Prototype } from './btf.js';

/** The ways to attach, as libbpf begins the names of sections. */
export const ways = ['tp_btf', 'fentry', 'fexit', 'lsm'] as const;
export type Way = (typeof ways)[number];

export interface Place {
  readonly way: Way;
  readonly name: string;
}

export interface Places {
  readonly tracepoints: ReadonlyMap<string, Prototype>;
  readonly functions: ReadonlyMap<string, Prototype>;
  readonly hooks: ReadonlyMap<string, Prototype>;
}

const tracepoint = 'btf_trace_';
/** The function that calls who listens to a tracepoint: it has names where the type of a tracepoint has none. */
const caller = '__traceiter_';
const hook = 'bpf_lsm_';

export function placesIn(btf: Btf): Places {
  const [tracepoints, functions, hooks] = [0, 1, 2].map(() => new Map<string, Prototype>()) as [
    Map<string, Prototype>, Map<string, Prototype>, Map<string, Prototype>];
  for (const type of btf.types) {
    if (type.kind === 'function') {
      const prototype = resolve(btf, type.prototype);
      if (prototype.kind === 'prototype') {
        functions.set(type.name, prototype);
        if (type.name.startsWith(hook)) {
          hooks.set(type.name.slice(hook.length), prototype);
        }
      }
    } else if (type.kind === 'typedef' && type.name.startsWith(tracepoint)) {
      const pointer = resolve(btf, type.to);
      const prototype = pointer.kind === 'pointer' ? resolve(btf, pointer.to) : pointer;
      if (prototype.kind === 'prototype') {
        tracepoints.set(type.name.slice(tracepoint.length), withoutData(prototype));
      }
    }
  }
  for (const [name, { parameters, ...rest }] of tracepoints) {
    const named = functions.get(`${caller}${name}`);
    if (named !== undefined && named.parameters.length === parameters.length + 1) {
      tracepoints.set(name, { ...rest, parameters: parameters.map((one, index) => ({ ...one, name: named.parameters[index + 1]!.name })) });
    }
  }
  return { tracepoints, functions, hooks };
}

/** The kernel's own first parameter, which programs do not get. */
function withoutData({ parameters, ...rest }: Prototype): Prototype {
  return { ...rest, parameters: parameters.slice(1) };
}

/** What a program gets there; undefined where the kernel has no such place, as far as its BTF tells. */
export function prototypeAt(places: Places, { way, name }: Place): Prototype | undefined {
  switch (way) {
    case 'tp_btf': return places.tracepoints.get(name);
    case 'fentry':
    case 'fexit': return places.functions.get(name);
    case 'lsm': return places.hooks.get(name);
  }
}
