// What the checker lets through and the plan cannot do: in go checked rules, out come diagnostics.

import type { CheckedProgram, CheckedRule } from '../check/rule.js';
import { diagnostic, type Diagnostic } from '../source/diagnostic.js';

export function refuse(program: CheckedProgram): readonly Diagnostic[] {
  return [...sameHeaders(program), ...program.rules.flatMap(mixedSigns)];
}

/** The generated C includes a header by its name. */
function sameHeaders(program: CheckedProgram): readonly Diagnostic[] {
  const { headers } = program.catalogue;
  return headers.flatMap((header, index) => {
    const other = headers.slice(0, index).find((one) => one.name === header.name && one.path !== header.path);
    return other === undefined
      ? []
      : [
          diagnostic('bad-catalogue', `two headers are called '${header.name}': '${other.path}' and '${header.path}'`, null, {
            hint: 'give them different names, or compile the rules apart',
          }),
        ];
  });
}

/** A word of 64 bits, in a key or a run, cannot tell -1 from 2^64 - 1. */
function mixedSigns(rule: CheckedRule): readonly Diagnostic[] {
  return rule.classes.flatMap((joined) => {
    const types = joined.members.map((member) => member.field.type);
    const signed = types.some((type) => type.kind === 'integer' && type.signed);
    const wide = types.some((type) => type.kind === 'integer' && !type.signed && type.bits === 64);
    return signed && wide
      ? [
          diagnostic('type-mismatch', 'a join of signed fields with unsigned fields of 64 bits', joined.span, {
            notes: joined.members.map((member) => ({
              span: rule.bindings[member.binding]!.span,
              text: `'${member.field.name}' of this event takes part`,
            })),
            hint: 'compare their values in a condition of its own: a.X + 0 == b.Y, where X is the signed one',
          }),
        ]
      : [];
  });
}
