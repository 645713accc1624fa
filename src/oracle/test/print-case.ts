// A counter-example as a case that can be pasted into kernel-tests/cases/: in go a rule, a trace, and what the
// reference matcher says, out comes Markdown.

import type { CheckedProgram, CheckedRule } from '../../check/rule.js';
import { printAddress } from '../../syntax/address.js';
import type { Scalar } from '../evaluate.js';
import { matchRule } from '../match.js';
import type { Trace } from '../trace.js';
import { traceLines } from './trace-json.js';

/** Of a program of one rule, `rules` being its text; `keys` where its tables have room for that many only. */
export function printCase(program: CheckedProgram, rules: string, trace: Trace, keys: number | null, pending = 16): string {
  const rule = program.rules[0]!;
  const { matches } = matchRule(program, rule, trace, { pending });
  const records = matches.map(({ values }, index) =>
    ['match', `#${index + 1}`, '{', ...values.map((value, column) => printValue(value, rule, column)), '}'].join(' '));
  return [
    block('wmk', ['EVENTS "kinds.h"', '', rules]),
    ...(keys === null ? [] : [block('limits', [`keys = ${keys}`])]),
    block('trace', traceLines(trace, program.catalogue.kinds)),
    block('records', records.length === 0 ? ['# nothing'] : records),
  ].join('\n\n');
}

function block(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

/** As wmkload prints it. */
function printValue(value: Scalar | null, rule: CheckedRule, column: number): string {
  if (value === null || typeof value === 'bigint') {
    return String(value);
  }
  return rule.columns[column]!.expression.type.kind === 'address' ? printAddress(value, 128)
    : JSON.stringify(Buffer.from(value).toString());
}
