// Makes the choice among a kind's look-ups ready to print: in go the fields and values that lead to them, out come sets of
// look-ups, as words of bits, and the tables in which a field's value is found.

import { rangeOfField } from '../../check/expression-types.js';
import type { ChoicePlan, FieldChoice } from '../../plan/plan.js';
import type { Names } from './names.js';
import { packTrie } from './pack-trie.js';

const wordBits = 64;

export type ChoiceView = ReturnType<typeof viewChoice>;

/** `part`: of the kind, in whose program the look-ups are. */
export function viewChoice({ always, fields }: ChoicePlan, part: string, lookups: readonly { readonly function: string; readonly charge: string }[], names: Names) {
  const nrWords = Math.ceil(lookups.length / wordBits);
  const sets: (readonly number[])[] = [[]];
  const numberOf = new Map([['', 0]]);
  const setOf = (lookups: readonly number[]): number => {
    const number = numberOf.get(lookups.join()) ?? sets.push(lookups) - 1;
    numberOf.set(lookups.join(), number);
    return number;
  };
  const views = fields.map((choice) => viewField(choice, part, setOf, names));
  return {
    sets: names.claim(`${part}_sets`),
    nrSets: powerOfTwo(sets.length),
    nrWords,
    rows: sets.map((its, index) => ({ index, words: wordsOf(its, nrWords) })).slice(1),
    words: wordsOf(always, nrWords).map((always, index) => ({ always, index })),
    nothing: Array.from({ length: nrWords }, (_, index) => `!chosen_${index}`).join(' && '),
    fields: views,
    lookups: lookups.map(({ function: name, charge }, index) => ({
      name, charge, isChosen: `chosen_${Math.floor(index / wordBits)} >> ${index % wordBits} & 1`,
    })),
  };
}

function wordsOf(lookups: readonly number[], nrWords: number): readonly string[] {
  const words = Array.from({ length: nrWords }, () => 0n);
  lookups.forEach((lookup) => {
    words[Math.floor(lookup / wordBits)]! |= 1n << BigInt(lookup % wordBits);
  });
  return words.map((word) => `0x${word.toString(16)}ULL`);
}

function viewField(choice: FieldChoice, part: string, setOf: (lookups: readonly number[]) => number, names: Names) {
  const { field } = choice;
  const name = names.claim(`${part}_by_${field.name}`, ['_least', '_sets']);
  const numbers = choice.of === 'numbers' ? viewIntervals(choice, setOf) : [];
  const nodes = choice.of === 'texts' ? viewNodes(choice, setOf) : [];
  return {
    name,
    field: field.name,
    isText: choice.of === 'texts',
    numbers,
    nodes,
    nr: powerOfTwo(Math.max(numbers.length, nodes.length)),
    bytes: field.type.kind === 'string' ? field.type.bytes : 0,
    /** Unsigned and in the order of the values. */
    value: hasSign(choice) ? `(__u64)(__s64)frame->event.${field.name} ^ 1ULL << 63` : `frame->event.${field.name}`,
  };
}

function hasSign({ field }: FieldChoice): boolean {
  return (rangeOfField(field.type)?.least ?? 0n) < 0n;
}

/** To a power of two, by more of the last one. */
function viewIntervals(choice: FieldChoice & { readonly of: 'numbers' }, setOf: (lookups: readonly number[]) => number) {
  const { intervals } = choice;
  const shift = hasSign(choice) ? 1n << 63n : 0n;
  const last = intervals.at(-1)!;
  return Array.from({ length: powerOfTwo(intervals.length) }, (_, index) => {
    const { least, lookups } = intervals[index] ?? last;
    return { least: `${least + shift}ULL`, set: setOf(lookups) };
  });
}

function viewNodes({ nodes }: FieldChoice & { readonly of: 'texts' }, setOf: (lookups: readonly number[]) => number) {
  const ofNoNode = 0xffffffff;
  // A base plus any byte is a cell.
  const cells = packTrie(nodes);
  const length = powerOfTwo(Math.max(...cells.map(({ base }) => base)) + 256);
  return Array.from({ length }, (_, index) => {
    const { base, from, node } = cells[index] ?? { base: 0, from: null, node: null };
    return { base, from: from ?? ofNoNode, set: node === null ? 0 : setOf(nodes[node]!.lookups) };
  });
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
