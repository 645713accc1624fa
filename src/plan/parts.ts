// Shares the rules of a kind out among programs: in goes what each rule makes the verifier walk, out come parts, each of
// which it takes. Rules stay in their order; one that it would not even take alone is refused before.

import { maxProgramFunctions, maxProgramRules, maxProgramSearched, maxProgramTables, maxVerified } from './limits.js';
import type { Load } from './plan.js';
import type { Target } from './points.js';

export interface Part<Member> {
  readonly members: readonly Member[];
  readonly load: Load;
}

export function shareOut<Member extends { readonly load: Load }>(members: readonly Member[], target: Target): readonly Part<Member>[] {
  const parts: { members: Member[]; load: Load }[] = [];
  for (const member of members) {
    const last = parts.at(-1);
    const load = last === undefined ? null : together(last.load, member.load, target);
    if (last !== undefined && load !== null) {
      last.members.push(member);
      last.load = load;
    } else {
      parts.push({ members: [member], load: member.load });
    }
  }
  return parts;
}

/** Null: too much for one program; a module of the kernel is walked by no verifier. */
export function together(a: Load, b: Load, target: Target): Load | null {
  const load = {
    cost: a.cost + b.cost,
    nrRules: a.nrRules + b.nrRules,
    tables: new Set([...a.tables, ...b.tables]),
    nrFunctions: a.nrFunctions + b.nrFunctions,
    searched: a.searched + b.searched,
  };
  return target === 'stap' || (load.cost <= maxVerified && load.nrRules <= maxProgramRules && load.tables.size <= maxProgramTables
    && load.nrFunctions <= maxProgramFunctions && load.searched <= maxProgramSearched) ? load : null;
}
