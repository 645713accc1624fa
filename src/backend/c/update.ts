// What a move writes, in C: in go the updates of a rule, out come names for the bits of a mask and, by kind of event, the
// statements that write into a run or into a match.

import type { Assign, Cell, RulePlan, RuleReading } from '../../plan/plan.js';
import { copyField } from './fields.js';
import { upper, type Names } from './names.js';

/** By update: "NOSYSCALLEXIT_TAKES_A", "PROBE_EXTENDS_S" where an array's further elements write it. */
export function nameUpdates(rule: RulePlan, prefix: string, names: Names): readonly string[] {
  return rule.updates.map(({ assigns }) => {
    const further = assigns.some(({ how }) => how !== 'set' && how !== 'one');
    const what = upper(commonBeginning(assigns.map(({ cell }) => rule.cells[cell]!.identifier)));
    return names.claim(`${prefix}_${further ? 'EXTENDS' : 'TAKES'}_${what}`);
  });
}

/** Of one cell its step; of several what their names begin with: cells are called a_Fd, a_max_Count. */
function commonBeginning(identifiers: readonly string[]): string {
  const [first = 'NOTHING', ...others] = identifiers.map((identifier) => identifier.split('_'));
  if (typeof first === 'string') {
    return first;
  }
  const words = first.filter((_, index) => others.every((other) =>
    typeof other !== 'string' && first.slice(0, index + 1).every((word, at) => other[at] === word)));
  return words.length > 1 && words.length === first.length ? words.slice(0, -1).join('_') : words.join('_') || first[0]!;
}

export interface UpdateView {
  readonly takes: string;
  readonly statements: readonly string[];
}

/** Of the updates that events of a kind make, what they write into cells that only a match has, or that a run has. */
export function viewUpdates(
  rule: RulePlan, reading: RuleReading, updateNames: readonly string[], atMatch: boolean,
): readonly UpdateView[] {
  return reading.updates.flatMap((update) => {
    const assigns = rule.updates[update]!.assigns.filter(({ cell }) => rule.cells[cell]!.atMatch === atMatch);
    return assigns.length === 0 ? []
      : [{ takes: updateNames[update]!, statements: assigns.map((assign) => printAssign(rule.cells, assign)) }];
  });
}

function printAssign(cells: readonly Cell[], assign: Assign): string {
  const { identifier, type } = cells[assign.cell]!;
  const to = `to->${identifier}`;
  switch (assign.how) {
    case 'set':
      return copyField(type, to, `e->${assign.field.name}`, assign.field.type);
    case 'least':
    case 'greatest': {
      const from = `e->${assign.field.name}`;
      return `if (${from} ${assign.how === 'least' ? '<' : '>'} ${to})\n\t\t\t${to} = ${from}`;
    }
    case 'add':
      return `${to} += (__u64)e->${assign.field.name}`;
    case 'one':
      return `${to} = 1`;
    case 'increment':
      return `${to}++`;
    case 'copy': {
      const from = cells[assign.from]!;
      return copyField(type, to, from.atMatch ? `to->${from.identifier}` : `to->${cells[assign.cell]!.atMatch ? 'run.' : ''}${from.identifier}`, from.type);
    }
  }
}
