// An entry of a catalogue, ready to print: in go a kernel's BTF and one of its attach places, out comes the entry, or why
// there can be none.

import { resolve, type Btf, type BtfParameter, type Prototype } from '../../btf/btf.js';
import { prototypeAt, type Place, type Places } from '../../btf/places.js';
import type { Problem } from '../../btf/problem.js';
import { maxNameLength, maxParameters } from '../../events/limits.js';
import { hooksThatAnswer } from '../../events/read-attach-point.js';
import { standardField } from '../../events/standard-fields.js';
import { flavours, type Flavours } from './flavours.js';
import { knownStructs } from './known-structs.js';
import { camel, viewParameter, type FieldDraft, type ParameterDraft } from './view-parameter.js';

export type EntryView = Exclude<ReturnType<typeof viewEntry>, Problem>;

export function viewEntry(btf: Btf, places: Places, place: Place) {
  const prototype = prototypeAt(places, place)!;
  if (place.way === 'lsm' && hooksThatAnswer.has(place.name)) {
    return { problem: `0 is an answer at this hook, so that a program there would change what the kernel does: ask for fentry/security_${place.name}` };
  }
  if (prototype.isVariadic) {
    return { problem: 'it takes any number of parameters, and programs do not attach to such a function' };
  }
  const kind = kindName(place);
  const structs = flavours(btf, kind.replace(/_+/g, '_'));
  const drafts = viewParameters(btf, prototype, place, structs);
  if ('problem' in drafts) {
    return drafts;
  }
  const declarations = drafts.flatMap((draft) => draft.declarations);
  if (declarations.length > maxParameters) {
    return { problem: `it takes ${declarations.length} parameters, and programs get ${maxParameters} at most` };
  }
  const sections = [`${place.way}/${place.name}`, ...otherSections(btf, places, place, prototype)];
  const guard = `${kind.toUpperCase()}_H`;
  return {
    kind,
    guard,
    doc: docs[place.way](place.name),
    isAfter: place.way === 'fexit',
    isTracepoint: place.way === 'tp_btf',
    isFunction: place.way === 'fentry' || place.way === 'fexit',
    points: sections.map((section) => wrapArguments([`"${section}"`, ...declarations])),
    constants: wrapConstants(drafts),
    fields: alignFields(nameFields(drafts.flatMap((draft) => draft.fields))),
    remarks: drafts.flatMap(({ remark }) => (remark === null ? [] : [remark])),
    structs: structs.declarations(),
  };
}

const docs: Readonly<Record<Place['way'], (name: string) => string>> = {
  tp_btf: (name) => `The kernel passes its tracepoint ${name}.`,
  fentry: (name) => `The kernel calls ${name}().`,
  fexit: (name) => `The kernel returns from ${name}().`,
  lsm: (name) => `The kernel asks its security modules: ${name}.`,
};

/** A function's return has another name than its call, so that one header can have both. */
function kindName({ way, name }: Place): string {
  const ending = way === 'fexit' ? '_return' : '';
  return `${name.replace(/^_+(?=[A-Za-z])/, '').slice(0, maxNameLength - ending.length)}${ending}`;
}

function viewParameters(btf: Btf, { parameters, returns }: Prototype, { way }: Place, structs: Flavours): readonly ParameterDraft[] | Problem {
  const drafts: ParameterDraft[] = [];
  const taken = takenNames(btf, parameters);
  for (const [index, parameter] of parameters.entries()) {
    const draft = viewParameter(btf, parameter, index, structs, taken);
    if ('problem' in draft) {
      return draft;
    }
    drafts.push(draft);
  }
  return way === 'fexit' && resolve(btf, returns).kind !== 'void' ? addResult(btf, drafts, returns, structs) : drafts;
}

/** What the generated program calls its own, and members that stand in BPF_CORE_READ() as a parameter would. */
function takenNames(btf: Btf, parameters: readonly BtfParameter[]): ReadonlySet<string> {
  const members = parameters.flatMap(({ type }) => {
    const pointer = resolve(btf, type);
    const to = pointer.kind === 'pointer' ? resolve(btf, pointer.to) : pointer;
    const known = to.kind === 'struct' ? knownStructs.get(to.name) ?? [] : [];
    return known.flatMap(({ path }) => path.split('->').map((part) => part.replace(/\..*/, '')));
  });
  return new Set(['ctx', 'e', 'frame', 'on_stack', 'scratch', 'stats', 'subject', ...members]);
}

/** What the function returns stands behind what it took. */
function addResult(
  btf: Btf, drafts: readonly ParameterDraft[], type: number, structs: Flavours,
): readonly ParameterDraft[] | Problem {
  const name = drafts.some(({ declarations }) => declarations.some((one) => /\bresult$/.test(one))) ? 'returned' : 'result';
  if (resolve(btf, type).kind === 'pointer') {
    return [...drafts, {
      declarations: [`void *${name}`], remark: null, constants: [],
      fields: [{ type: '__s64', name: camel(name), size: '', read: `WMK_BPF((long)${name})`, doc: 'An address, or a negative error number.' }],
    }];
  }
  const draft = viewParameter(btf, { name, type }, drafts.length, structs, new Set());
  return 'problem' in draft ? draft : [...drafts, draft];
}

/** Where the kernel does not call LSM programs the function before the hook gives the same. */
function otherSections(btf: Btf, places: Places, { way, name }: Place, { parameters }: Prototype): readonly string[] {
  const before = way === 'lsm' ? places.functions.get(`security_${name}`) : undefined;
  const isSame = before?.parameters.length === parameters.length
    && before.parameters.every(({ type }, index) => resolve(btf, type) === resolve(btf, parameters[index]!.type));
  return isSame ? [`fentry/security_${name}`] : [];
}

/** No two are the same, and none replaces a standard field. */
function nameFields(fields: readonly FieldDraft[]): readonly FieldDraft[] {
  const names = new Set<string>();
  return fields.map((field) => {
    const whole = standardField(field.name) === null ? field.name : `${field.name}Argument`;
    let name = whole.slice(0, maxNameLength);
    for (let number = 2; names.has(name); number++) {
      name = `${whole.slice(0, maxNameLength - 3)}${number}`;
    }
    names.add(name);
    return { ...field, name };
  });
}

const tab = 8;

/** What reads a field stands in one column. */
function alignFields(fields: readonly FieldDraft[]) {
  const texts = fields.map(({ type, name, size }) => `${type} ${name}${size}`);
  const column = Math.ceil((Math.max(0, ...texts.map((text) => text.length)) + 1) / tab) * tab;
  return fields.map(({ read, doc }, index) => ({
    declaration: `${texts[index]!}${'\t'.repeat(Math.ceil((column - texts[index]!.length) / tab))}${read}`, doc,
  }));
}

/** Enumerators of all enums; a word that means two numbers means none. */
function wrapConstants(drafts: readonly ParameterDraft[]): string | null {
  const constants = new Map<string, bigint | null>();
  for (const [name, value] of drafts.flatMap((draft) => draft.constants)) {
    constants.set(name, constants.has(name) && constants.get(name) !== value ? null : value);
  }
  const items = [...constants].flatMap(([name, value]) => (value === null ? [] : [`${name} = ${value}`]));
  return items.length === 0 ? null : wrapArguments(items);
}

/** Of arguments: 80 without what a line of them is indented by. */
const columns = 60;

/** Lines of a marker's arguments, below each other. */
function wrapArguments(items: readonly string[]): string {
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const text = index === items.length - 1 ? item : `${item},`;
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + text.length > columns) {
      lines.push(text);
    } else {
      lines[lines.length - 1] = `${last} ${text}`;
    }
  }
  return lines.join('\n\t\t   ');
}
