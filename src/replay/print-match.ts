// A match as the loader prints it (loader/print_text.c, print_json.c): in go the match and its rule, out comes a line.

import type { ColumnPlan, RulePlan } from '../plan/plan.js';
import { printAddress } from './address.js';
import { hexOf, isUtf8, quote, quoteJson } from './escape.js';
import type { Match } from './match-plan.js';
import type { Value } from './value.js';
import { printTime } from './wall-time.js';

/** `isNamed`: there are several rules. */
export function printMatchText({ number, values }: Match, rule: RulePlan, isNamed: boolean): string {
  const columns = values.map((value, index) => ` ${printValue(value, rule.columns[index]!, quote)}`);
  return `${isNamed ? rule.name : 'match'} #${number} {${columns.join('')} }\n`;
}

/** `boot`: ns since 1970 at which the clock of the trace was zero; null where nothing says it, and then no time of day. */
export function printMatchJson({ number, time, values }: Match, rule: RulePlan, boot: bigint | null): string {
  const columns = values.map((value, index) => {
    const column = rule.columns[index]!;
    return `${quoteText(column.label)}:${printValue(value, column, quoteJson)}`;
  });
  const lossy = values.flatMap((value, index) => {
    const { type, label } = rule.columns[index]!;
    return type.kind === 'string' && typeof value === 'string' && !isUtf8(value)
      ? [`${quoteText(label)}:"${hexOf(value)}"`] : [];
  });
  const day = boot === null ? 'null' : `"${printTime(BigInt(time) + boot)}"`;
  return `{"rule":${quoteText(rule.name)},"number":${number},"time":${day},"monotonic":${time},"values":{${columns.join(',')}}`
    + `${lossy.length === 0 ? '' : `,"hex":{${lossy.join(',')}}`}}\n`;
}

export function quoteText(text: string): string {
  return quoteJson(Buffer.from(text, 'utf8').toString('latin1'));
}

/** `quoted` is for strings. */
function printValue(value: Value | null, { type }: ColumnPlan, quoted: (bytes: string) => string): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  return type.kind !== 'address' ? quoted(value) : quoted === quoteJson ? `"${printAddress(value)}"` : printAddress(value);
}
