// A match as the loader prints it (loader/print_text.c, print_json.c): in go the match and its rule, out comes a line, before
// it one for each of what its DO has logged and emitted, and behind it on that line what would have been done.

import type { RulePlan, ValuePlan } from '../plan/plan.js';
import { printAddress } from './address.js';
import { hexOf, isUtf8, quote, quoteJson } from './escape.js';
import type { Match } from './match-plan.js';
import type { Done } from './react.js';
import type { Value } from './value.js';
import { printTime } from './wall-time.js';

/** `isNamed`: there are several rules. */
export function printMatchText({ number, values, done }: Match, rule: RulePlan, isNamed: boolean): string {
  const head = `${isNamed ? rule.name : 'match'} #${number}`;
  const columns = values.map((value, index) => ` ${printValue(value, rule.columns[index]!, quote)}`);
  const acts = done.flatMap((one) => actOf(one) ?? []);
  return done.map((one) => printDoneText(one, head)).join('')
    + `${head} {${columns.join('')} }${acts.length === 0 ? '' : ` would ${acts.join(', ')}`}\n`;
}

/** Nothing of what changes the system, which stands with the match. */
function printDoneText(one: Done, head: string): string {
  switch (one.is) {
    case 'log':
      return `${head} log ${quote(one.text)}\n`;
    case 'emit':
      return `${head} emit {${one.values.map((value, index) => ` ${printValue(value, { type: one.types[index]! }, quote)}`).join('')} }\n`;
    case 'signal':
    case 'deny':
    case 'override':
    case 'nice':
      return '';
  }
}

/** As a rule writes it; null: it changes nothing of the system. */
function actOf(one: Done): string | null {
  switch (one.is) {
    case 'signal':
      return `${one.to === 'process' ? 'signal' : 'signal_thread'}(${one.signal})`;
    case 'deny':
      return `deny(${one.error})`;
    case 'override':
      return `override(${one.value})`;
    case 'nice':
      return `nice(${one.by})`;
    case 'log':
    case 'emit':
      return null;
  }
}

/** `boot`: ns since 1970 at which the clock of the trace was zero; null where nothing says it, and then no time of day. */
export function printMatchJson({ number, time, values, done }: Match, rule: RulePlan, boot: bigint | null): string {
  const day = boot === null ? 'null' : `"${printTime(BigInt(time) + boot)}"`;
  const head = `{"rule":${quoteText(rule.name)},"number":${number},"time":${day},"monotonic":${time}`;
  const acts = done.flatMap((one) => actOf(one) ?? []);
  return done.map((one) => printDoneJson(one, head)).join('')
    + `${head},"values":${printValuesJson(values, rule.columns)}${acts.length === 0 ? '' : `,"would":[${acts.map(quoteText).join(',')}]`}}\n`;
}

function printDoneJson(one: Done, head: string): string {
  switch (one.is) {
    case 'log':
      return `${head},"log":${quoteJson(one.text)}}\n`;
    case 'emit':
      return `${head},"emit":${printValuesJson(one.values, one.types.map((type, index) => ({ type, label: one.labels[index]! })))}}\n`;
    case 'signal':
    case 'deny':
    case 'override':
    case 'nice':
      return '';
  }
}

/** An object, and behind it, where a string is no UTF-8, another one of the bytes. */
function printValuesJson(
  values: readonly (Value | null)[], columns: readonly { readonly type: ValuePlan['type']; readonly label: string }[],
): string {
  const members = values.map((value, index) =>
    `${quoteText(columns[index]!.label)}:${printValue(value, columns[index]!, quoteJson)}`);
  const lossy = values.flatMap((value, index) => {
    const { type, label } = columns[index]!;
    return type.kind === 'string' && typeof value === 'string' && !isUtf8(value)
      ? [`${quoteText(label)}:"${hexOf(value)}"`] : [];
  });
  return `{${members.join(',')}}${lossy.length === 0 ? '' : `,"hex":{${lossy.join(',')}}`}`;
}

export function quoteText(text: string): string {
  return quoteJson(Buffer.from(text, 'utf8').toString('latin1'));
}

/** `quoted` is for strings. */
function printValue(value: Value | null, { type }: Pick<ValuePlan, 'type'>, quoted: (bytes: string) => string): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  return type.kind !== 'address' ? quoted(value) : quoted === quoteJson ? `"${printAddress(value)}"` : printAddress(value);
}
