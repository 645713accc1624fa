// An explanation as text: in goes what is said of a monitor, out come lines.

import { fillLines } from '../../automaton/fill-lines.js';
import { ifEnforced } from '../../events/reactions.js';
import { printDuration } from '../../syntax/print-expression.js';
import type {
  Explanation, KindExplanation, RuleExplanation, StepExplanation, TableExplanation,
} from './explanation.js';

const columns = 100;

export function printExplanation(explanation: Explanation): string {
  return [
    ...explanation.rules.flatMap((rule) => [...printRule(rule), '']),
    'events',
    ...explanation.kinds.flatMap(printKind),
    '',
    'memory',
    ...explanation.tables.flatMap(printTable),
    ...item(`records: a ring buffer of ${size(explanation.ringBufferBytes)}`),
    ...item(`in all: ${size(explanation.bytes)}, taken when the monitor is loaded`),
    '',
    'verified instructions, on this kernel',
    ...('reason' in explanation.verified ? item(`not measured: ${explanation.verified.reason}`)
      : explanation.verified.flatMap(({ section, instructions }) => item(`${section}: ${instructions}`))),
  ].map((line) => `${line}\n`).join('');
}

function printRule(rule: RuleExplanation): readonly string[] {
  return [
    `rule ${rule.rule} (${rule.source})`,
    ...rule.chains.flatMap((chain, index) => [
      ...(rule.chains.length === 1 ? [] : ['', `  branch ${index + 1}`]),
      ...chain.flatMap((step, at) => printStep(step, at === 0 ? printBefore(rule) : '')),
    ]),
    ...printAfter(rule),
    ...(rule.window === null ? [] : item(`all within ${windowOf(rule)} of the first event`)),
    '',
    ...item(rule.key.text),
    ...rule.remembered.flatMap((text) => item(text)),
    ...item(rule.selection.text),
    ...(rule.identity.length === 0 ? [] : item(`runs of one key are told apart by ${list(rule.identity)}, too`)),
    ...item(rule.completeness.text),
    ...rule.completeness.reasons.flatMap((reason) => item(`- ${reason}`, 4)),
    '',
    '  states',
    ...rule.states.flatMap(({ state, pending, shortest, moves }) => [
      ...item(`${state}${shortest.length === 0 ? '' : `: after ${shortest.join(', then ')}`}${
        pending ? '; awaits the deadline, the end of its window' : ''}`, 4),
      ...moves.flatMap((move) => item(move, 6)),
    ]),
    ...(rule.conditions.length === 0 ? [] : ['', '  conditions']),
    ...rule.conditions.flatMap(({ condition, source, tested }) =>
      [...item(`${condition} (${source})`, 4), ...item(tested, 6)]),
    ...(rule.reactions.length === 0 ? [] : ['', `  reactions (${ifEnforced})`]),
    ...rule.reactions.flatMap(({ call, source, runs, when, needs }) => [...item(`${call} (${source})`, 4),
      ...item(`in the ${runs}, ${when}${needs === null ? '' : `; needs ${needs}`}`, 6)]),
    ...(rule.captured.length === 0 ? [] : ['', '  kept of events']),
    ...rule.captured.flatMap(({ what, bytes, kept, why }) =>
      item(`${what}, ${bytes} B${kept === 'match' ? ', in the match only' : ''}: for ${list(why)}`, 4)),
  ];
}

function windowOf({ window }: RuleExplanation): string {
  return printDuration(BigInt(window!));
}

function printBefore(rule: RuleExplanation): string {
  const { before } = rule.absent;
  return `first${before.length === 0 ? '' : `, with no ${list(before, 'or')} in the ${windowOf(rule)} before,`}`;
}

/** It is the same in each branch. */
function printAfter(rule: RuleExplanation): readonly string[] {
  const { chains, absent: { after } } = rule;
  const then = chains.length === 1 ? 'then' : 'and in each branch then';
  return after.length === 0 ? [] : [
    ...(chains.length === 1 ? [] : ['']),
    ...item(`${then} no ${list(after, 'or')} until ${windowOf(rule)} after the first event, when it matches`),
  ];
}

/** `first`: how the sentence of a first step begins; else ''. */
function printStep({ name, kind, array, without }: StepExplanation, first: string): readonly string[] {
  const many = array === null ? '' : array.open ? `at least ${array.least} times ` : `${array.least} times `;
  const named = name === kind ? '' : ` as ${name}`;
  const not = without.length === 0 ? '' : `, with no ${list(without, 'or')} since the step before`;
  return item(`${first === '' ? 'then' : first} ${many}${kind}${named}${not}`);
}

function printKind({ kind, phase, attach, reads, blind }: KindExplanation): readonly string[] {
  return [
    ...item(`${kind}, ${phase}: at ${attach.map((points) => points.join(', else ')).join(', and at ')}; reads ${list(reads)}`),
    ...blind.flatMap((what) => item(`does not see ${what}`, 4)),
  ];
}

function printTable(table: TableExplanation): readonly string[] {
  const { keyBytes, runBytes, overheadBytes, bytes, keys, places } = table;
  const head = `${table.table}, for ${list(table.rules)}: `;
  return bytes === null
    ? item(`${head}${runBytes} B, and ${overheadBytes} B of the kernel's own, for each thread that has runs`)
    : item(`${head}${size(bytes)} for ${keys} keys, each ${keyBytes} B of key, ${runBytes} B of runs and ${
      overheadBytes} B of a lock, in ${places} places`);
}

function item(text: string, indent = 2): readonly string[] {
  return fillLines(text.split(' '), columns - indent - 2)
    .map((line, index) => `${' '.repeat(index === 0 ? indent : indent + 2)}${line}`);
}

function list(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]}`;
}
