// IN: in go an operand and a set, out comes the test with distinct members in ascending order.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { ExpressionAst, Name } from '../syntax/ast.js';
import { printExpression } from '../syntax/print-expression.js';
import { checkString } from './check-string.js';
import { sortOfName, type FileScope } from './draft.js';
import type { Members } from './expression.js';
import { signed } from './expression-types.js';
import { didYouMean } from './nearest.js';
import { areEqual } from './evaluate.js';
import { callType } from './phrase.js';
import type { ConstantScope } from './resolve-constant.js';
import type { Report } from './report.js';
import { resolveMembers } from './resolve-members.js';
import type { RuleExpression } from './rule.js';

type In = ExpressionAst & { readonly kind: 'in' };

/** `operand` is null where it has a mistake; the set is looked at in any case. */
export function resolveMembership(
  node: In, operand: RuleExpression | null, file: FileScope, constants: ConstantScope, report: Report,
): RuleExpression | null {
  const set = 'text' in node.set
    ? namedSet(node.set, file, report) : resolveMembers(node.set, constants, node.span, report);
  if (operand === null || set === null) {
    return null;
  }
  const wanted = ({ integers: 'integer', strings: 'string', addresses: 'address' } as const)[set.of];
  if (operand.type.kind !== wanted) {
    report(diagnostic('type-mismatch', `IN looks for ${callType(operand)} among ${set.of}`, node.span));
    return null;
  }
  if (set.of === 'strings' && operand.type.kind === 'string' && operand.kind !== 'string') {
    const { bytes } = operand.type;
    const other = `'${printExpression(node.operand)}'`;
    if (!set.members.every((member) => checkString(member, bytes, other, spanOf(member, node), report))) {
      return null;
    }
  }
  return { kind: 'in', operand, set, type: signed };
}

function spanOf(member: Uint8Array, node: In): Span {
  const literal = 'text' in node.set ? node.set
    : node.set.find((one) => one.kind === 'string' && areEqual(one.value, member));
  return literal?.span ?? node.span;
}

function namedSet(name: Name, file: FileScope, report: Report): Members | null {
  const set = file.sets.get(name.text);
  if (set === undefined) {
    const other = sortOfName(name.text, file);
    if (other !== null) {
      report(diagnostic('type-mismatch', `'${name.text}' is a ${other}, expected a SET`, name.span));
    } else if (!file.unsupported.has(name.text)) {
      report(diagnostic('unknown-name', `there is no SET '${name.text}'`, name.span, {
        hint: didYouMean(name.text, file.sets.keys()),
      }));
    }
    return null;
  }
  return set === 'broken' ? null : set;
}
