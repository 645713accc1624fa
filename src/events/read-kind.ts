// One kind of events: in goes a place where its struct begins, out comes the kind with markers, fields and constants.

import type { AttachPoint, CatalogueHeader, EventField, EventKind, StapPoint } from './catalogue.js';
import { checkParameters } from './check-parameters.js';
import type { Complain } from './complain.js';
import { accept, next, peek, textOf, type Cursor } from './cursor.js';
import { maxFields, maxNameLength } from './limits.js';
import { readAttachPoint, stringOf } from './read-attach-point.js';
import { readConstants, type Constants } from './read-constants.js';
import type { Enums } from './read-enums.js';
import { readField, type FieldReading } from './read-field.js';
import { kindMarkers, markerProblem, readMarker, type Marker } from './read-marker.js';
import { readPoints, type PointWords } from './read-points.js';
import { readStapPoint } from './read-stap-point.js';
import { spellType } from './spell-type.js';
import { standardField, standardFields } from './standard-fields.js';
import type { HeaderToken } from './tokenize-header.js';

/** What a header and those that it includes say outside of kinds. */
export interface HeaderScope {
  readonly enums: Enums;
  readonly lists: ReadonlyMap<string, Constants>;
}

const bpfWords: PointWords<AttachPoint> = {
  prefix: 'WMK_BPF', read: readAttachPoint, spell: ({ section }) => `attach point "${section}"`,
};
const stapWords: PointWords<StapPoint> = {
  prefix: 'WMK_STAP', read: readStapPoint, spell: ({ probe }) => `probe '${probe}'`,
};

/** Behind `struct WMK_KIND ( name ) {`. Null where the kind is wrong, which was complained of. */
export function readKind(
  cursor: Cursor, name: HeaderToken, doc: string, header: CatalogueHeader, scope: HeaderScope, complain: Complain,
): EventKind | null {
  let isGood = true;
  const report: Complain = (...problem) => {
    isGood = false;
    complain(...problem);
  };
  const { markers, fields } = readMembers(cursor, name, scope.enums, report);
  if (name.text.length > maxNameLength) {
    report(`the name of a kind has ${name.text.length} characters, at most ${maxNameLength} are allowed`, name.span);
  }
  // a word that was wrong may be the one that is missing
  const reportMissing: Complain = isGood ? report : () => undefined;
  const phase = phaseOf(markers, name, report, reportMissing);
  const subject = subjectOf(markers, report);
  const points = readPoints(markers, bpfWords, report);
  const probes = readPoints(markers, stapWords, report);
  if (points.length === 0 && !markers.some(({ name: word }) => word === 'WMK_BPF_AT' || word === 'WMK_BPF_ALSO_AT')) {
    reportMissing(`kind '${name.text}' has no attach point, expected WMK_BPF_AT("...", ...)`, name.span);
  }
  const bpf = points.map(({ point }) => point);
  checkParameters(points, [], bpfWords.spell, fields.flatMap((field) => field.expressions.bpf), report);
  checkParameters(probes, bpf, stapWords.spell, fields.flatMap((field) => field.expressions.stap), report);
  const allFields = collectFields(fields, subject, name, report);
  const constants = collectConstants(markers, fields, scope, report);
  const [blind = [], stapBlind = []] = ['WMK_BLIND', 'WMK_STAP_BLIND'].map((word) =>
    markers.filter((marker) => marker.name === word).map((marker) => blindLine(marker, report)));
  if (!isGood || phase === null) {
    return null;
  }
  const attach = { bpf, stap: probes.map(({ point }) => point) };
  return {
    name: name.text, header, span: name.span, doc, phase, subject, blind, stapBlind, attach, fields: allFields, constants,
  };
}

function readMembers(
  cursor: Cursor, name: HeaderToken, enums: Enums, complain: Complain,
): { markers: readonly Marker[]; fields: readonly FieldReading[] } {
  const markers: Marker[] = [];
  const fields: FieldReading[] = [];
  while (accept(cursor, '}') === null) {
    const token = peek(cursor);
    if (token === null) {
      complain(`kind '${name.text}' has no end, expected '};'`, name.span);
      break;
    }
    if (!token.text.startsWith('WMK_')) {
      const field = readField(cursor, enums, complain);
      if (field !== null) {
        fields.push(field);
      }
      continue;
    }
    const marker = readMarker(cursor);
    if (marker === null) {
      complain(`'${token.text}' lacks its ')'`, token.span);
      break;
    }
    const problem = markerProblem(marker, kindMarkers);
    if (problem !== null) {
      complain(problem, token.span);
    } else {
      markers.push(marker);
    }
  }
  return { markers, fields };
}

function phaseOf(
  markers: readonly Marker[], name: HeaderToken, complain: Complain, complainOfMissing: Complain,
): EventKind['phase'] | null {
  const [one, another] = markers.filter((marker) => marker.name === 'WMK_ATTEMPTED' || marker.name === 'WMK_DONE');
  if (one === undefined) {
    complainOfMissing(`kind '${name.text}' does not say when it is read, expected WMK_ATTEMPTED or WMK_DONE`,
      name.span);
    return null;
  }
  if (another !== undefined) {
    complain(`kind '${name.text}' says twice when it is read, expected one of WMK_ATTEMPTED and WMK_DONE`,
      another.word.span);
  }
  return one.name === 'WMK_DONE' ? 'done' : 'attempted';
}

function subjectOf(markers: readonly Marker[], complain: Complain): EventKind['subject'] {
  const [one, another] = markers.filter((marker) => marker.name === 'WMK_IN_TASK' || marker.name === 'WMK_NO_TASK');
  if (another !== undefined) {
    complain('a kind says once whose event it is, expected at most one of WMK_IN_TASK and WMK_NO_TASK',
      another.word.span);
  }
  return one === undefined ? 'current' : one.name === 'WMK_NO_TASK' ? 'none' : 'current-in-task';
}

function collectFields(
  readings: readonly FieldReading[], subject: EventKind['subject'], kind: HeaderToken, complain: Complain,
): ReadonlyMap<string, EventField> {
  const fields = new Map<string, EventField>();
  const places = new Map<string, HeaderToken>();
  for (const { field, name } of readings) {
    const before = places.get(field.name);
    if (before !== undefined) {
      complain(`field '${field.name}' stands in this kind twice`, name.span, { span: before.span, text: 'first here' });
    }
    if (field.name.length > maxNameLength) {
      complain(`the name of a field has ${field.name.length} characters, at most ${maxNameLength} are allowed`,
        name.span);
    }
    const replaced = standardField(field.name);
    if (replaced !== null && spellType(replaced.type) !== spellType(field.type)) {
      complain(`field '${field.name}' replaces a standard one of another type, expected ${spellType(replaced.type)}`,
        name.span);
    }
    fields.set(field.name, field);
    places.set(field.name, name);
  }
  for (const field of standardFields(subject)) {
    if (!fields.has(field.name)) {
      fields.set(field.name, field);
    }
  }
  if (fields.size > maxFields) {
    complain(`a kind with ${fields.size} fields, the standard ones included, at most ${maxFields} are allowed`,
      kind.span);
  }
  return fields;
}

function collectConstants(
  markers: readonly Marker[], fields: readonly FieldReading[], scope: HeaderScope, complain: Complain,
): ReadonlyMap<string, bigint> {
  const ofFields = new Map(fields.flatMap((field) => [...field.constants]));
  const shared = markers.filter(({ name }) => name === 'WMK_CONSTANTS_OF').flatMap((marker) => {
    const [[name] = [], ...more] = marker.arguments ?? [];
    const list = more.length > 0 ? undefined : scope.lists.get(name?.text ?? '');
    if (list === undefined) {
      complain(`there is no list of constants '${name?.text ?? ''}', expected WMK_CONSTANT_LIST(${name?.text ?? ''}, ...) `
        + 'in this header or in one that it includes', name?.span ?? marker.word.span);
    }
    return [...list ?? []];
  });
  const parts = markers.filter(({ name }) => name === 'WMK_CONSTANTS').flatMap((marker) => marker.arguments ?? []);
  const own = readConstants(parts, new Map([...scope.enums.enumerators, ...shared]), complain);
  return new Map([...ofFields, ...own, ...shared]);
}

function blindLine(marker: Marker, complain: Complain): string {
  const [tokens = [], ...more] = marker.arguments ?? [];
  const text = stringOf(tokens);
  if (text === null || more.length > 0) {
    complain(`'${textOf(tokens)}' is no text, expected ${marker.name}("...")`, marker.word.span);
  }
  return text ?? '';
}

/** Reads `struct WMK_KIND ( name ) {` where it stands; null, and nothing read, where it does not. */
export function acceptKindHead(cursor: Cursor): { name: HeaderToken; doc: string } | null {
  const [head, word, open, name, close, brace] = [0, 1, 2, 3, 4, 5].map((ahead) => peek(cursor, ahead));
  if (head?.text !== 'struct' || word?.text !== 'WMK_KIND' || open?.text !== '(' || name?.type !== 'name'
    || close?.text !== ')' || brace?.text !== '{') {
    return null;
  }
  [head, word, open, name, close, brace].forEach(() => next(cursor));
  return { name, doc: head.doc };
}
