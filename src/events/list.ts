// What `wmkgen events` shows: in goes a catalogue or a kind of it, out comes text for people or data for programs.

import { basename } from 'node:path';
import type { AttachPoint, Catalogue, EventField, EventKind, StapPoint } from './catalogue.js';
import { byPlace, placesOf } from './places-of.js';
import { callFacts, ifEnforced, whyNot } from './reactions.js';
import { spellType } from './spell-type.js';

/** Those of each header below its name, where they are of several. */
export function listKinds(catalogue: Catalogue): string {
  const kinds = [...catalogue.kinds.values()];
  const files = [...new Set(kinds.map(({ span }) => span.file))];
  if (files.length === 1) {
    return columns(kinds.map(({ name, doc }) => [name, doc]));
  }
  const rows = columns(kinds.map(({ name, doc }) => [`  ${name}`, doc])).split('\n');
  return files.map((file) => {
    const ofFile = rows.filter((_, index) => kinds[index]?.span.file === file);
    return `${basename(file.name, '.h')}:\n${ofFile.map((row) => `${row}\n`).join('')}`;
  }).join('\n');
}

export function listKind(kind: EventKind): string {
  const fields = [...kind.fields.values()];
  const constants = [...kind.constants].map(([name, value]) => [`  ${name}`, String(value)]);
  return [
    `${kind.name}: ${kind.doc}`,
    `${when[kind.phase]}, ${subject[kind.subject]}; declared in ${kind.header.name}.`,
    listFields('fields', fields.filter(({ read }) => read !== 'standard')),
    listFields('fields as most kinds have them', fields.filter(({ read }) => read === 'standard')),
    constants.length === 0 ? '' : `\nconstants:\n${columns(constants)}`,
    ...placesOf(kind).map((points, place) =>
      `\n${place === 0 ? '' : 'and '}attach points, the first that the kernel has:\n${points.map(printPoint).join('')}`),
    ...byPlace(kind.attach.stap).map((points, place) =>
      `\n${place === 0 ? '' : 'and '}probes of SystemTap, the first that the kernel has:\n${points.map(printProbe).join('')}`),
    `\nDO, where it completes a match (${ifEnforced}):\n${listReactions(kind)}`,
    kind.blind.length === 0 ? '' : `\nblind to:\n${kind.blind.map((line) => `  ${line}\n`).join('')}`,
    kind.stapBlind.length === 0 ? '' : `\nblind with SystemTap also to:\n${kind.stapBlind.map((line) => `  ${line}\n`).join('')}`,
  ].map((part) => (part === '' || part.endsWith('\n') ? part : `${part}\n`)).join('');
}

/** For JSON: big numbers as text where they would lose digits. */
export function describeKind(kind: EventKind): object {
  return {
    name: kind.name,
    doc: kind.doc,
    header: kind.header.name,
    phase: kind.phase,
    subject: kind.subject,
    fields: [...kind.fields.values()].map((field) => ({
      name: field.name, type: spellType(field.type), doc: field.doc, standard: field.read === 'standard',
    })),
    constants: Object.fromEntries([...kind.constants].map(([name, value]) =>
      [name, Number.isSafeInteger(Number(value)) ? Number(value) : String(value)])),
    attach: {
      bpf: kind.attach.bpf.map((point) => ({
        section: point.section,
        place: point.place,
        parameters: point.parameters.map(({ type, name }) => ({ type, name })),
        when: point.when,
      })),
      stap: kind.attach.stap.map(({ probe, place, parameters, when: condition }) => ({
        probe, place, parameters: parameters.map(({ type, name, of }) => ({ type, name, of })), when: condition,
      })),
    },
    blind: kind.blind,
    stapBlind: kind.stapBlind,
    reactions: reactionsOf(kind),
  };
}

/** Of every call whether the kind can serve it, where it runs, when, and what it needs. */
function reactionsOf(kind: EventKind): readonly {
  readonly call: string; readonly runs: string; readonly when: string; readonly needs: string | null; readonly refused: string | null;
}[] {
  return Object.values(callFacts).map(({ name, form, runs, when: moment, needs }) => {
    const reason = whyNot(name, kind);
    return { call: form, runs, when: moment, needs, refused: reason === null ? null : `${kind.name}, ${reason}` };
  });
}

function listReactions(kind: EventKind): string {
  return columns(reactionsOf(kind).map(({ call, runs, when: moment, needs, refused }) => [`  ${call}`,
    refused === null ? `in the ${runs}, ${moment}${needs === null ? '' : `; needs ${needs}`}` : `not of ${refused}`]));
}

const when: Readonly<Record<EventKind['phase'], string>> = {
  attempted: 'read before the kernel does it', done: 'read after the kernel has done it',
};

const subject: Readonly<Record<EventKind['subject'], string>> = {
  'current-in-task': 'of the current task', current: 'of the current task', none: 'of no task',
};

function listFields(title: string, fields: readonly EventField[]): string {
  const rows = fields.map((field) => [`  ${spellType(field.type)}`, field.name, field.doc]);
  return rows.length === 0 ? '' : `\n${title}:\n${columns(rows)}`;
}

function printPoint(point: AttachPoint): string {
  const parameters = point.parameters.map(({ type, name }) => `${type}${type.endsWith('*') ? '' : ' '}${name}`);
  return `  ${point.section}(${parameters.join(', ')})${point.when === null ? '' : ` when ${point.when}`}\n`;
}

function printProbe(point: StapPoint): string {
  const parameters = point.parameters.map(({ name, of }) => `${name} = ${of}`);
  const what = parameters.length === 0 ? '' : ` with ${parameters.join(', ')}`;
  return `  ${point.probe}${what}${point.when === null ? '' : ` when ${point.when}`}\n`;
}

/** Each column as wide as its widest, two blanks apart; nothing behind the last. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const pad = (cell: string, index: number): string => cell.padEnd(widths[index] ?? 0);
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('');
}
