// Conditions as people wrote them: in go a condition and where it stands, out comes one line of text for a picture or a
// comment.

import { fieldsOf } from '../check/expression-parts.js';
import { expressionTree } from '../check/expression-tree.js';
import type { Expression } from '../check/rule.js';
import type { RulePlan } from '../plan/plan.js';
import type { Span } from '../source/span.js';
import { printExpression } from '../syntax/print-expression.js';

interface Condition {
  readonly expression: Expression;
  readonly span: Span;
}

/** Longer ones are cut: a list of a hundred members explains nothing. */
const longest = 100;

/** Of one event, which needs no name: 'SyscallNr < 300'. */
export function predicateText(condition: Condition): string {
  // An owner that no text of a rule has: strings are printed with their control characters escaped.
  const owner = '\0';
  const printed = printExpression(expressionTree(condition.expression, () => owner)).replaceAll(`${owner}.`, '');
  return cut(written(condition, (field) => field) ?? printed);
}

/** Of several events, by the names of their steps: 'a.Fd == b.Fd'. */
export function guardText(condition: Condition, rule: RulePlan): string {
  const nameOf = (binding: number): string => rule.stepNames[binding]!.identifier;
  const printed = printExpression(expressionTree(condition.expression, nameOf));
  return cut(written(condition, (field, owner) => `${owner}.${field}`) ?? printed);
}

const pieces = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\/\/[^\n]*|\/\*[^]*?\*\/|\s+)|\b([A-Za-z_]\w*)\s*\.\s*([A-Za-z_]\w*)/g;

/** The source itself, which has the names of constants; null where it speaks of other fields, as of an implied condition. */
function written(
  { expression, span }: Condition, write: (field: string, owner: string) => string,
): string | null {
  const fields: string[] = [];
  const text = span.file.text.slice(span.start, span.end).replace(
    pieces, (whole, _literal?: string, blank?: string, owner?: string, field?: string) => {
      if (owner !== undefined && field !== undefined) {
        fields.push(field);
        return write(field, owner);
      }
      return blank === undefined ? whole : ' ';
    });
  const meant = fieldsOf(expression).map((use) => use.field.name);
  return sameMembers(fields, meant) ? text.replace(/ +/g, ' ').trim() : null;
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join(' ') === [...b].sort().join(' ');
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}

const opposites: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };

/** Of a plain comparison the opposite one; a division may fail, which is no opposite. */
export function oppositeText(text: string): string {
  const [, left, operator, right] = /^(\w+) (==|!=|<|<=|>|>=) ([\w"'.-]+)$/.exec(text) ?? [];
  return operator === undefined ? `not (${text})` : `${left} ${opposites[operator]} ${right}`;
}
