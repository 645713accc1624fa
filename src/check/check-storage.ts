// VARs and TABLEs once all rules are known: in go those of all files, out come the tables with what their keys are;
// complaints tell of what is more than the kernel takes.

import { diagnostic } from '../source/diagnostic.js';
import type { TableDraft } from './draft.js';
import type { ExpressionType } from './expression.js';
import { maxTableKeyBytes, maxTables, maxVariables } from './limits.js';
import type { Report } from './report.js';
import type { Table, Variable } from './rule.js';

export function checkStorage(
  variables: readonly Variable[], tables: readonly TableDraft[], report: Report,
): readonly Table[] {
  const [variable, table] = [variables[maxVariables], tables[maxTables]];
  if (variable !== undefined) {
    report(diagnostic('too-large',
      `${variables.length} VARs in one compilation, at most ${maxVariables} are allowed`, variable.span));
  }
  if (table !== undefined) {
    report(diagnostic('too-large',
      `${tables.length} TABLEs in one compilation, at most ${maxTables} are allowed`, table.span));
  }
  return tables.map(({ index, name, capacity, keys, span, firstUse }) => {
    const bytes = keys.reduce((sum, key) => sum + bytesOf(key), 0);
    if (bytes > maxTableKeyBytes) {
      report(diagnostic('bad-table', `a key of '${name}' has ${bytes} bytes, at most ${maxTableKeyBytes} are allowed`,
        firstUse ?? span));
    }
    return { index, name, capacity, keys, span };
  });
}

/** In whole words. */
function bytesOf(key: ExpressionType): number {
  switch (key.kind) {
    case 'integer': return 8;
    case 'string': return 8 * Math.ceil(key.bytes / 8);
    case 'address': return 16;
    case 'stack': return 0; // a key is none
  }
}
