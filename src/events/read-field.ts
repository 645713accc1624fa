// One field of a kind: in goes a place where its type begins, out comes the field with the way it is read.

import type { EventField, FieldReader, FieldType } from './catalogue.js';
import { accept, next, peek, spanOf, takeBalanced, textOf, type Cursor } from './cursor.js';
import { evaluateConstant } from './evaluate-constant.js';
import { readFieldType } from './field-type.js';
import type { Enums } from './read-enums.js';
import { fieldMarkers, markerProblem, readMarker, type Marker } from './read-marker.js';
import type { Complain } from './complain.js';
import type { HeaderToken } from './tokenize-header.js';

export interface FieldReading {
  readonly field: EventField;
  readonly name: HeaderToken;
  /** Enumerators of its type. */
  readonly constants: ReadonlyMap<string, bigint>;
  /** What its readers say in C, to look for parameters. */
  readonly expressions: { readonly bpf: readonly (readonly HeaderToken[])[]; readonly stap: readonly (readonly HeaderToken[])[] };
}

/** Fields stand beside these in the lines that a recording has. */
const ofLines: readonly string[] = ['event', 'end', 'gap', 'trace', 'context', 'hex'];

/** Null where it is wrong, which was complained of. Reads up to its semicolon in any case. */
export function readField(cursor: Cursor, enums: Enums, complain: Complain): FieldReading | null {
  const begin = cursor.at;
  const words: HeaderToken[] = [];
  for (let token = peek(cursor); token?.type === 'name' && !token.text.startsWith('WMK_'); token = peek(cursor)) {
    words.push(token);
    next(cursor);
  }
  const name = words.pop();
  const first = cursor.tokens[begin];
  if (name === undefined || first === undefined || words.length === 0) {
    const at = peek(cursor) ?? first;
    complain(`unexpected '${at?.text ?? 'end'}', expected a field: TYPE NAME WMK_BPF(...);`, at?.span ?? null);
    skipField(cursor);
    return null;
  }
  const size = readSize(cursor, enums);
  const markers = readMarkers(cursor, complain);
  if (markers === null) {
    return null;
  }
  if (ofLines.includes(name.text)) {
    complain(`a field cannot be called '${name.text}', which says what a line of a trace is`, name.span);
    return null;
  }
  const type = readFieldType(words, size, enums);
  if ('problem' in type) {
    complain(type.problem, spanOf(words, name.span));
    return null;
  }
  const marker = onlyOne(markers, 'WMK_BPF', name, complain);
  const stap = onlyOne(markers, 'WMK_STAP', name, complain);
  if (marker === null || stap === null) {
    return null;
  }
  if (marker === undefined) {
    complain(`field '${name.text}' does not say how it is read, expected WMK_BPF(...) before its ';'`, name.span);
    return null;
  }
  const reader = readerOf(marker, 'WMK_BPF', type.type, name.text, complain);
  const stapReader = stap === undefined ? reader : readerOf(stap, 'WMK_STAP', type.type, name.text, complain);
  if (reader === null || stapReader === null) {
    return null;
  }
  const field = { name: name.text, type: type.type, doc: first.doc, read: { bpf: reader, stap: stapReader } };
  const expressions = { bpf: marker.arguments ?? [], stap: (stap ?? marker).arguments ?? [] };
  return { field, name, constants: type.constants, expressions };
}

type Prefix = 'WMK_BPF' | 'WMK_STAP';

/** The one that says how the field is read on a target; undefined: none; null: two, which was complained of. */
function onlyOne(
  markers: readonly Marker[], prefix: Prefix, name: HeaderToken, complain: Complain,
): Marker | null | undefined {
  const [marker, second] = markers.filter((one) => one.name.startsWith(prefix));
  if (second !== undefined) {
    complain(`field '${name.text}' says twice how it is read`, second.word.span);
    return null;
  }
  return marker;
}

/** Null: no array. Undefined: an array whose size is no constant. */
function readSize(cursor: Cursor, enums: Enums): bigint | null | undefined {
  if (accept(cursor, '[') === null) {
    return null;
  }
  const inside = takeBalanced(cursor, '[');
  return inside === null ? undefined : evaluateConstant(inside, enums.enumerators) ?? undefined;
}

/** Up to the semicolon; null where something else stands there or one of them is wrong. */
function readMarkers(cursor: Cursor, complain: Complain): readonly Marker[] | null {
  const markers: Marker[] = [];
  let isGood = true;
  while (accept(cursor, ';') === null) {
    const token = peek(cursor);
    if (token === null || !token.text.startsWith('WMK_')) {
      const what = token?.text === '*' ? 'a field is no pointer' : token?.text === ':' ? 'a field has no width in bits'
        : `unexpected '${token?.text ?? 'end'}', expected ';' behind the field`;
      complain(what, token?.span ?? null);
      skipField(cursor);
      return null;
    }
    const marker = readMarker(cursor);
    if (marker === null) {
      complain(`'${token.text}' lacks its ')'`, token.span);
      return null;
    }
    const problem = markerProblem(marker, fieldMarkers);
    if (problem !== null) {
      complain(problem, token.span);
      isGood = false;
    } else {
      markers.push(marker);
    }
  }
  return isGood ? markers : null;
}

/** To behind the next semicolon, or to the bracket that closes the kind. */
function skipField(cursor: Cursor): void {
  for (let token = peek(cursor); token !== null && token.text !== '}'; token = peek(cursor)) {
    next(cursor);
    if (token.text === ';') {
      return;
    }
    if (token.text === '(' || token.text === '{' || token.text === '[') {
      takeBalanced(cursor, token.text);
    }
  }
}

const suffixes: Readonly<Record<FieldType['kind'], string>> = {
  integer: '', string: '_FILL', address: '_FILL', process: '_TASK', thread: '_TASK',
};

function readerOf(
  marker: Marker, prefix: Prefix, type: FieldType, name: string, complain: Complain,
): FieldReader | null {
  const wanted = `${prefix}${suffixes[type.kind]}`;
  if (marker.name !== wanted) {
    const what = type.kind === 'string' ? 'a char array'
      : type.kind === 'integer' ? 'an integer' : `wmk_${type.kind}_t`;
    complain(`field '${name}' is ${what}, which is read by ${wanted}, not by ${marker.name}`,
      marker.word.span);
    return null;
  }
  const parts = (marker.arguments ?? []).map(textOf);
  if (type.kind === 'integer') {
    return { how: 'value', expression: parts.join(', ') };
  }
  if (type.kind === 'process' || type.kind === 'thread') {
    return { how: 'task', expression: parts.join(', ') };
  }
  const [filler = '', ...rest] = parts;
  if (!/^[A-Za-z_]\w*$/.test(filler)) {
    complain(`'${filler}' is no function, expected ${wanted}(function, arguments ...)`, marker.word.span);
    return null;
  }
  return { how: 'fill', function: filler, arguments: rest };
}
