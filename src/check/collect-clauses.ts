// The clauses of a rule by their words: in goes the rule, out comes each clause at most once.

import { diagnostic } from '../source/diagnostic.js';
import type { ClauseAst, RuleAst } from '../syntax/ast.js';
import type { Report } from './report.js';

export interface Clauses {
  readonly pattern: Clause<'pattern'> | null;
  readonly where: Clause<'where'> | null;
  readonly within: Clause<'within'> | null;
  readonly select: Clause<'select'> | null;
  readonly returns: Clause<'return'> | null;
  readonly doing: Clause<'do'> | null;
}

export type Clause<Kind extends ClauseAst['kind']> = ClauseAst & { readonly kind: Kind };

export function collectClauses(rule: RuleAst, report: Report): Clauses {
  const first = <Kind extends ClauseAst['kind']>(kind: Kind): Clause<Kind> | null => {
    const [one, ...others] = rule.clauses.filter((clause): clause is Clause<Kind> => clause.kind === kind);
    for (const other of others) {
      const notes = one === undefined ? [] : [{ span: one.keyword, text: 'first here' }];
      report(diagnostic('duplicate-clause', `a second ${kind.toUpperCase()} in rule '${rule.name.text}'`,
        other.keyword, { notes }));
    }
    return one ?? null;
  };
  const clauses: Clauses = {
    pattern: first('pattern'), where: first('where'), within: first('within'), select: first('select'),
    returns: first('return'), doing: first('do'),
  };
  if (clauses.pattern === null) {
    report(diagnostic('missing-pattern', `rule '${rule.name.text}' has no PATTERN`, rule.name.span, {
      hint: 'PATTERN { [KIND:a, KIND:b] }',
    }));
  }
  return clauses;
}
