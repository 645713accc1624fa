// From a pattern to its chains: in goes the tree, out come its alternative-free readings, the first branch of the first
// alternative first.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { PatternNode } from './draft.js';
import { maxChains } from './limits.js';
import type { Report } from './report.js';
import type { Chain, ChainStep } from './rule.js';

type Step = Extract<PatternNode, { kind: 'step' }>;
type Negation = Extract<PatternNode, { kind: 'negation' }>;
type FlatChain = readonly (Step | Negation)[];

/** Null where a chain is not one, which was reported. */
export function distribute(root: PatternNode, report: Report): readonly Chain[] | null {
  const count = countChains(root);
  if (count > maxChains) {
    const number = Number.isFinite(count) ? String(count) : 'too many';
    report(diagnostic('too-many-chains',
      `the alternatives of this pattern multiply to ${number} chains, at most ${maxChains} are allowed`, root.span));
    return null;
  }
  if (!hasStep(root)) {
    report(diagnostic('no-positive-step', 'every event of this pattern is negated, expected one that is not',
      root.span));
    return null;
  }
  const reported = new Set<Span>();
  const once: Report = (one) => {
    if (one.span === null || !reported.has(one.span)) {
      report(one);
    }
    if (one.span !== null) {
      reported.add(one.span);
    }
  };
  const outermost = new Set(root.kind === 'sequence' ? root.items : []);
  const chains = flatten(root).map((flat) => chainOf(flat, outermost, once));
  return reported.size === 0 ? chains : null;
}

function countChains(node: PatternNode): number {
  switch (node.kind) {
    case 'step':
    case 'negation':
      return 1;
    case 'sequence':
      return node.items.reduce((product, item) => product * countChains(item), 1);
    case 'alternative':
      return node.branches.reduce((sum, branch) => sum + countChains(branch), 0);
  }
}

function hasStep(node: PatternNode): boolean {
  switch (node.kind) {
    case 'step': return true;
    case 'negation': return false;
    case 'sequence': return node.items.some(hasStep);
    case 'alternative': return node.branches.some(hasStep);
  }
}

function flatten(node: PatternNode): readonly FlatChain[] {
  switch (node.kind) {
    case 'step':
    case 'negation':
      return [[node]];
    case 'sequence':
      return node.items.map(flatten).reduce<readonly FlatChain[]>(
        (heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])), [[]]);
    case 'alternative':
      return node.branches.flatMap(flatten);
  }
}

/** A negation belongs to the step behind it; at either end of the outermost sequence it stands for itself. */
function chainOf(flat: FlatChain, outermost: ReadonlySet<PatternNode>, report: Report): Chain {
  const steps: ChainStep[] = [];
  let [leading, waiting]: [readonly number[], readonly Negation[]] = [[], []];
  for (const item of flat) {
    if (item.kind === 'negation') {
      waiting = [...waiting, item];
      continue;
    }
    if (steps.length === 0) {
      leading = waiting.flatMap((negation) => edge(negation, 'first', outermost, report));
      waiting = [];
    }
    steps.push({ binding: item.binding, watched: waiting.flatMap((negation) => negation.bindings) });
    waiting = [];
  }
  if (steps.length === 0) {
    const only = flat[0];
    if (only !== undefined) {
      report(diagnostic('no-positive-step',
        'a branch in which every event is negated leaves a chain without steps', only.span));
    }
    return { steps, leading, trailing: [] };
  }
  return { steps, leading, trailing: waiting.flatMap((negation) => edge(negation, 'last', outermost, report)) };
}

function edge(
  negation: Negation, side: 'first' | 'last', outermost: ReadonlySet<PatternNode>, report: Report,
): readonly number[] {
  if (!outermost.has(negation)) {
    report(diagnostic('misplaced-negation',
      `no step stands ${side === 'first' ? 'before' : 'behind'} this negation, expected it between two steps`,
      negation.span, { hint: `only in the outermost sequence may a negation stand ${side}` }));
  }
  return negation.bindings;
}
