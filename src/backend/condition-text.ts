// Conditions as people wrote them: in go a condition and where it stands, out comes one line of text for a picture or a
// comment.

import { leavesOf } from '../check/expression-parts.js';
import { treeOf } from '../check/expression-tree.js';
import type { Cell, PlanExpression, PlanLeaf, RulePlan } from '../plan/plan.js';
import type { Span } from '../source/span.js';
import type { ExpressionAst, Name } from '../syntax/ast.js';
import { printExpression } from '../syntax/print-expression.js';

interface Condition {
  readonly expression: PlanExpression;
  readonly span: Span;
}

/** Longer ones are cut: a list of a hundred members explains nothing. */
const longest = 100;

/** Of one event, which needs no name: 'SyscallNr < 300'. */
export function predicateText(condition: Condition): string {
  return cut(written(condition, (field) => field) ?? printed(condition, []));
}

/** Of several events, by the names of their steps: 'a.Fd == b.Fd'. */
export function guardText(condition: Condition, rule: RulePlan): string {
  return cut(written(condition, (field, owner) => `${owner}.${field}`) ?? printed(condition, rule.cells));
}

const pieces = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\/\/[^\n]*|\/\*[^]*?\*\/|\s+)|\b([A-Za-z_]\w*)\s*\.\s*([A-Za-z_]\w*)/g;

/** The source itself, which has the names of constants; null where it does not speak of what is read, as of an implied condition. */
function written(
  { expression, span }: Condition, write: (field: string, owner: string) => string,
): string | null {
  const fields = new Set<string>();
  const text = span.file.text.slice(span.start, span.end).replace(
    pieces, (whole, _literal?: string, blank?: string, owner?: string, field?: string) => {
      if (owner !== undefined && field !== undefined) {
        fields.add(field);
        return write(field, owner);
      }
      return blank === undefined ? whole : ' ';
    });
  const isMeant = leavesOf(expression).every((leaf) => leaf.kind !== 'event' || fields.has(leaf.field.name));
  return isMeant ? text.replace(/ +/g, ' ').trim() : null;
}

/** What the run keeps is called as its cell is. */
function printed({ expression }: Condition, cells: readonly Cell[]): string {
  return printExpression(treeOf(expression, (leaf) => leafTree(leaf, cells)));
}

function leafTree(leaf: PlanLeaf, cells: readonly Cell[]): ExpressionAst {
  const cell = (index: number): ExpressionAst => word(cells[index]?.identifier ?? `cell ${index}`);
  switch (leaf.kind) {
    case 'event':
      return word(leaf.field.name);
    case 'cell':
      return cell(leaf.cell);
    case 'extreme':
      return call(leaf.which === 'least' ? 'min' : 'max', [cell(leaf.cell), word(leaf.field.name)]);
    case 'variable':
      return word(`VAR${leaf.variable}`);
    case 'gathered':
      return word(`entry ${leaf.gather}`);
    case 'lookup': {
      const keys = leaf.keys.map((key) => treeOf(key, (one) => leafTree(one, cells)));
      return { kind: 'index', table: name(`TABLE${leaf.map}`), keys, span: nowhere };
    }
    case 'context':
      return call(leaf.function, []);
    case 'local':
      return word(`LET${leaf.local}`);
  }
}

const nowhere: Span = { file: { name: '', text: '' }, start: 0, end: 0 };

function name(text: string): Name {
  return { text, span: nowhere };
}

function word(text: string): ExpressionAst {
  return { kind: 'word', word: name(text), span: nowhere };
}

function call(of: string, given: readonly ExpressionAst[]): ExpressionAst {
  return { kind: 'call', function: name(of), arguments: given, span: nowhere };
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
