// Pieces of messages: in go things of a rule, out come the words that a message calls them by.

import type { FieldType } from '../events/catalogue.js';
import type { DraftBinding } from './draft.js';
import type { ExpressionType } from './expression.js';
import { printLeaf } from './print-condition.js';
import type { RuleLeaf } from './rule.js';

/** 'a, b and c'. */
export function list(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  const head = words.slice(0, -1);
  const tail = words[words.length - 1] ?? 'none';
  return head.length === 0 ? tail : `${head.join(', ')} ${last} ${tail}`;
}

/** Of many words the first few. */
export function listSome(words: readonly string[]): string {
  const most = 12;
  const shown = words.length <= most ? words : words.slice(0, most - 2);
  return shown === words ? list(words) : `${shown.join(', ')} and ${words.length - shown.length} others`;
}

export function callBinding(binding: DraftBinding): string {
  const word = binding.negated ? 'the negated' : 'the step';
  return binding.name === null ? `${word} '${binding.event}'` : `${word} '${binding.name}'`;
}

/** As a rule would write it. */
export function callField(binding: DraftBinding, field: string): string {
  return binding.name === null ? `'${field}' of ${callBinding(binding)}` : `'${binding.name}.${field}'`;
}

/** The same of what an expression reads. */
export function callLeaf(leaf: RuleLeaf, bindings: readonly DraftBinding[]): string {
  return `'${printLeaf(leaf, bindings)}'`;
}

export function callFieldType(type: FieldType): string {
  switch (type.kind) {
    case 'integer': return 'an integer';
    case 'string': return 'a string';
    case 'address': return 'an address';
    case 'process': return 'the number of a process';
    case 'thread': return 'the number of a thread';
  }
}

export function callType({ type }: { readonly type: ExpressionType }): string {
  switch (type.kind) {
    case 'integer': return 'an integer';
    case 'string': return 'a string';
    case 'address': return 'an address';
    case 'stack': return 'a stack';
  }
}
