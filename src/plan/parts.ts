// Shares the rules of a kind out among programs: in goes what each rule makes the verifier walk, out come parts, each of
// which it takes. Rules stay in their order; one that it would not even take alone is refused before.

import { maxProgramRules, maxProgramTables, maxVerified } from './limits.js';

interface Costly {
  readonly cost: number;
  readonly table: number | null;
}

export interface Part<Member> {
  readonly members: readonly Member[];
  readonly cost: number;
}

export function shareOut<Member extends Costly>(members: readonly Member[]): readonly Part<Member>[] {
  const parts: { members: Member[]; cost: number }[] = [];
  for (const member of members) {
    const last = parts.at(-1);
    if (last !== undefined && fits(last, member)) {
      last.members.push(member);
      last.cost += member.cost;
    } else {
      parts.push({ members: [member], cost: member.cost });
    }
  }
  return parts;
}

function fits({ members, cost }: Part<Costly>, member: Costly): boolean {
  return cost + member.cost <= maxVerified && members.length < maxProgramRules
    && new Set([...members, member].map(({ table }) => table)).size <= maxProgramTables;
}
