/** Takes the text of a rule file and a number and returns the text with bytes or words changed: the same for the same number. */

import { decode } from '../../src/source/decode.js';
import { tokenize } from '../../src/syntax/lexer.js';

/** A number below n. */
type Draw = (n: number) => number;

/** Pieces that mean something to the lexer. */
const PIECES = ['{', '}', '[', ']', '(', ')', '"', "'", '/*', '*/', '//', '\0', '\r', '\ufeff', '::', '~', '9', '.', '-', '>'];
const NUMBERS = ['0', '1', '2', '64', '65', '-1', '255', '256', '2147483648', '9223372036854775807', '18446744073709551615'];
const MOST_REPEATS = 70;

/** What a mutation takes words from: those of all the files. */
export function wordsOf(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => tokens(text)))];
}

export function mutate(text: string, words: readonly string[], seed: number): string {
  const draw = generator(seed);
  return draw(3) === 0 ? mutateBytes(text, draw) : mutateWords(text, words, draw);
}

function mutateBytes(text: string, draw: Draw): string {
  let bytes = Buffer.from(text);
  for (let left = 1 + draw(3); left > 0; left--) {
    const at = draw(bytes.length + 1);
    const piece = bytes.subarray(at, at + draw(40));
    const filling = draw(2) === 0 ? Buffer.from([draw(256)]) : Buffer.from(pick(PIECES, draw));
    switch (draw(4)) {
      case 0: bytes = splice(bytes, at, filling.length, filling); break;
      case 1: bytes = splice(bytes, at, 0, filling); break;
      case 2: bytes = splice(bytes, draw(bytes.length + 1), 0, piece); break;
      default: bytes = splice(bytes, at, piece.length, Buffer.alloc(0));
    }
  }
  return decode('x.wmk', bytes).text;
}

function splice(bytes: Buffer, at: number, without: number, filling: Buffer): Buffer<ArrayBuffer> {
  return Buffer.concat([bytes.subarray(0, at), filling, bytes.subarray(at + without)]);
}

/** Mostly one change: of several at once few are rules. */
function mutateWords(text: string, words: readonly string[], draw: Draw): string {
  const mutated = [...tokens(text)];
  for (let left = draw(2) === 0 ? 1 : 1 + draw(4); left > 0; left--) {
    const [at, to] = [draw(mutated.length + 1), draw(mutated.length + 1)];
    switch (draw(8)) {
      case 0: mutated[at] = pick(words, draw); break;
      case 1: mutated.splice(at, 0, pick(words, draw)); break;
      case 2: mutated.splice(at, 1 + draw(4)); break;
      case 3: [mutated[at], mutated[to]] = [mutated[to] ?? '', mutated[at] ?? '']; break;
      case 4: mutated.splice(at, 0, ...new Array<string>(1 + draw(MOST_REPEATS)).fill(pick(words, draw))); break;
      case 5: mutated.splice(to, 0, ...mutated.slice(at, at + 1 + draw(12))); break;
      case 6: replaceLike(mutated, draw, words, at); break;
      default: replaceNumber(mutated, draw);
    }
  }
  return mutated.join(draw(10) === 0 ? '\n' : ' ');
}

/** A word by another one of its sort: most of these are rules still. */
function replaceLike(mutated: string[], draw: Draw, words: readonly string[], at: number): void {
  const word = mutated[at];
  if (word === undefined) return;
  const like = words.filter((other) => sortOf(other) === sortOf(word));
  mutated[at] = like.length === 0 ? word : pick(like, draw);
}

function replaceNumber(mutated: string[], draw: Draw): void {
  const places = [...mutated.keys()].filter((index) => /^\d/.test(mutated[index] ?? ''));
  const at = places[draw(Math.max(1, places.length))];
  if (at !== undefined) mutated[at] = pick(NUMBERS, draw);
}

function sortOf(word: string): string {
  if (/^[A-Z]+$/.test(word)) return 'key word';
  if (/^[A-Z]/.test(word)) return 'field';
  if (/^[a-z_]/.test(word)) return 'name';
  if (/^\d/.test(word)) return 'number';
  return /^["']/.test(word) ? 'text' : word.length === 1 && '{}[]()'.includes(word) ? 'bracket' : 'operator';
}

function tokens(text: string): readonly string[] {
  return tokenize({ name: 'x.wmk', text }).tokens.map((token) => token.text);
}

function pick<T>(list: readonly T[], draw: Draw): T {
  return list[draw(list.length)] as T;
}

/** xorshift32, from a seed that splitmix has spread. */
function generator(seed: number): Draw {
  let state = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b) ^ 0x9e3779b9;
  if (state === 0) state = 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}
