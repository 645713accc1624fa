// Which attach place is meant: in goes what somebody wrote, out comes the place, or the places that a pattern matches, or why
// there is none.

import { ways, type Place, type Places, type Way } from './places.js';

export type FoundPlaces =
  | { readonly places: readonly Place[] }
  /** `sought`: where a name like it may be; none where it is no name at all. */
  | { readonly problem: string; readonly sought: readonly Way[] };

/**
 * 'lsm:file_open' and 'fexit/do_unlinkat' say the way; 'sched:sched_switch' is a tracepoint as tracefs calls it; of a mere
 * name a tracepoint comes first, then a function, then a hook.
 */
export function findPlaces(text: string, places: Places): FoundPlaces {
  const [, prefix = null, name = ''] = /^(?:(\w+)[:/])?([\w*?]+)$/.exec(text) ?? [];
  if (name === '') {
    return { problem: "it is no name, expected such as 'sched:sched_switch', 'do_unlinkat', 'fexit/do_unlinkat' or 'lsm:file_open'", sought: [] };
  }
  const way = ways.find((one) => one === prefix) ?? (prefix === null ? null : 'tp_btf');
  if (/[*?]/.test(name)) {
    return prefix !== null && way !== prefix ? { problem: `BTF does not know the category '${prefix}' of tracepoints, expected tp_btf/${name}`, sought: [] }
      : matching(name, way, places);
  }
  const wanted = way === null ? ['tp_btf', 'fentry', 'lsm'] as const : [way];
  const found = wanted.find((one) => namesOf(one, places).has(name));
  if (found !== undefined) {
    return { places: [{ way: found, name }] };
  }
  if (prefix === 'syscalls') {
    return { problem: "tracepoints of single system calls have no types; there are the kinds 'syscall' and 'syscallexit'", sought: [] };
  }
  return {
    problem: `there is no ${way === null ? 'tracepoint, function or LSM hook' : called[way]} '${name}'`,
    sought: wanted,
  };
}

const called: Readonly<Record<Way, string>> = { tp_btf: 'tracepoint', fentry: 'function', fexit: 'function', lsm: 'LSM hook' };

export function namesOf(way: Way, places: Places): ReadonlyMap<string, unknown> {
  return way === 'tp_btf' ? places.tracepoints : way === 'lsm' ? places.hooks : places.functions;
}

/** `*` is any number of characters, `?` is one; null: of all ways. */
function matching(pattern: string, way: Way | null, places: Places): FoundPlaces {
  const expression = new RegExp(`^${pattern.replace(/\*+/g, '\\w*').replaceAll('?', '\\w')}$`);
  const found = (way === null ? ['tp_btf', 'lsm', 'fentry'] as const : [way]).flatMap((one) =>
    [...namesOf(one, places).keys()].filter((name) => expression.test(name)).sort().map((name) => ({ way: one, name })));
  return found.length === 0 ? { problem: `nothing matches '${pattern}'`, sought: [] } : { places: found };
}
