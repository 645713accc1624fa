// Names the steps of a rule for generated code and messages.

import type { CheckedRule } from '../check/rule.js';
import type { StepName } from './plan.js';

export function nameSteps(rule: CheckedRule): readonly StepName[] {
  const taken = new Set(rule.bindings.flatMap((binding) => (binding.name === null ? [] : [binding.name])));
  return rule.bindings.map((binding) => {
    if (binding.name !== null) {
      return { identifier: binding.name, span: binding.span, negated: binding.negated };
    }
    let identifier = binding.kind.name;
    for (let n = 2; taken.has(identifier); n++) {
      identifier = `${binding.kind.name}_${n}`;
    }
    taken.add(identifier);
    return { identifier, span: binding.span, negated: binding.negated };
  });
}
