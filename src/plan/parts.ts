// Shares the rules of a kind out among programs: in goes what each rule makes the verifier walk, out come parts, each of
// which it takes. Rules stay in their order; one that it would not even take alone is refused before.

import { maxVerified } from './limits.js';

export interface Part<Member> {
  readonly members: readonly Member[];
  readonly cost: number;
}

export function shareOut<Member extends { readonly cost: number }>(members: readonly Member[]): readonly Part<Member>[] {
  const parts: { members: Member[]; cost: number }[] = [];
  for (const member of members) {
    const last = parts.at(-1);
    if (last !== undefined && last.cost + member.cost <= maxVerified) {
      last.members.push(member);
      last.cost += member.cost;
    } else {
      parts.push({ members: [member], cost: member.cost });
    }
  }
  return parts;
}
