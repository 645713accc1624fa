// Look-ups in an expression on a match: in goes the expression, out come they, those inside keys first.

import { leavesOf } from '../../check/expression-parts.js';
import type { PlanExpression, PlanLeaf } from '../../plan/plan.js';

export type PlanLookup = PlanLeaf & { readonly kind: 'lookup' };

export function lookupsIn(expression: PlanExpression | null): readonly PlanLookup[] {
  return expression === null ? [] : leavesOf(expression).flatMap((leaf) =>
    (leaf.kind === 'lookup' ? [...leaf.keys.flatMap(lookupsIn), leaf] : []));
}
