// What the plan holds and this target does not do yet: in goes a plan, out come diagnostics.

import type { Plan } from '../../plan/plan.js';
import { diagnostic, type Diagnostic } from '../../source/diagnostic.js';

export function refuseForBpf({ rules }: Plan): readonly Diagnostic[] {
  return rules.flatMap(({ reaction }) => reaction.slice(0, 1).map(({ span }) =>
    diagnostic('not-yet-supported', 'DO is not yet supported in the kernel', span, {
      hint: 'wmkgen replay says what it would do',
    })));
}
