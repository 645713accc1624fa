// Makes a kind ready to print: its event, its frame, its look-ups, and how each attach point reads it.

import type { AttachPoint, EventField } from '../../events/catalogue.js';
import type { KindPlan, LookupPlan, Plan } from '../../plan/plan.js';
import { copyField, declareField, storedBytes, structBytes, widestFirst } from './fields.js';
import { upper, type Names } from './names.js';
import { quoteC, quoteComment } from './quote.js';
import { viewFields, viewFlags } from './view-fields.js';
import type { RuleView } from './view-rule.js';
import { isInstance, type TableView } from './view-table.js';

/** A frame up to this many bytes stands on the stack (512 in all); a larger one is scratch memory. */
const stackBytes = 192;
/**
 * So does one of up to this many slots: the verifier follows what is written where on the stack, and walks through
 * every slot once more for each way that the slots before it may have left the matches.
 */
const stackSlots = 2;

export type KindView = ReturnType<typeof viewKind>;

export function viewKind(
  kind: KindPlan, plan: Plan, rules: readonly RuleView[], tables: readonly TableView[], names: Names,
) {
  const name = kind.kind.name;
  const event = names.claim(`${name}_event`);
  const members = widestFirst([
    ...kind.fields.map((field) => ({ type: field.type, name: field.name })),
    ...[...kind.instances].map((field) => ({
      type: { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const,
      name: `${field}_start`,
    })),
  ]);
  const matchBytes = kind.rules.reduce((sum, index) => {
    const captures = plan.rules[index]!.captures;
    const part = (atMatch: boolean): number =>
      structBytes(widestFirst(captures.filter((c) => c.atMatch === atMatch).map((c) => ({ type: c.field.type }))).map((c) => c.type));
    return sum + 16 + part(false) + part(true);
  }, 0);
  return {
    index: kind.index,
    name,
    constant: `${upper(name)}_KIND`,
    quotedName: quoteC(name),
    doc: quoteComment(kind.kind.doc),
    event,
    frame: names.claim(`${name}_frame`),
    matches: names.claim(`${name}_matches`),
    letters: names.claim(`${name}_letters`),
    read: names.claim(`${name}_read`),
    onStack:
      structBytes(members.map((member) => member.type)) + matchBytes <= stackBytes &&
      kind.rules.reduce((sum, index) => sum + plan.rules[index]!.automaton.nrSlots, 0) <= stackSlots,
    fields: viewFields(kind, event),
    flags: viewFlags(kind),
    members: members.map((member) => ({ declaration: declareField(member.type, member.name) })),
    rules: kind.rules.map((index) => {
      const rule = rules[index]!;
      const { completes } = rule.readings.find((reading) => reading.kind === name)!;
      return { name: rule.name, constant: rule.constant, emit: rule.emit, upper: rule.upper, completes };
    }),
    lookups: kind.lookups.map((lookup) => viewLookup(lookup, name, plan, rules, tables, names)),
    points: kind.kind.attach.bpf.map((point) => viewPoint(kind, point, name, names)),
  };
}

/** A template asks every table the same questions. */
const noTable = { name: '', inBuckets: false, inTask: false, sweeps: false };

function viewLookup(
  lookup: LookupPlan, kind: string, plan: Plan, rules: readonly RuleView[], tables: readonly TableView[], names: Names,
) {
  const table = lookup.table === null ? null : tables[lookup.table]!;
  const components = lookup.table === null ? [] : plan.tables[lookup.table]!.components;
  return {
    function: names.claim(`${kind}_${table?.name ?? 'at_once'}`),
    table: table ?? noTable,
    key: lookup.key.flatMap((field, part) => keyCopies(field, components[part]!)),
    rules: lookup.rules.map((index) => {
      const rule = rules[index]!;
      const reading = rule.readings.find((candidate) => candidate.kind === kind)!;
      return {
        name: rule.name,
        constant: rule.constant,
        letter: reading.constantLetter ?? `${reading.letterFunction}(&frame->event)`,
        local: `frame->letters.${rule.name}`,
        reader: reading.isPlain ? 'wmk_plain_reader' : reading.reader,
      };
    }),
    /** False where some rule is concerned by every event of the kind. */
    mayBeNothing: lookup.rules.every(
      (index) => rules[index]!.readings.find((reading) => reading.kind === kind)!.constantLetter === null,
    ),
    letters: lookup.rules.map((index) => `!frame->letters.${rules[index]!.name}`).join(' && '),
    begins: lookup.rules
      .map((index) => `wmk_begins(&${rules[index]!.name}, frame->letters.${rules[index]!.name})`)
      .join(' ||\n\t\t   '),
  };
}

function keyCopies(field: EventField, component: Plan['tables'][number]['components'][number]): readonly string[] {
  const from = `frame->event.${field.name}`;
  const to = `key.${component.identifier}`;
  const value =
    field.type.kind === 'string'
      ? `wmk_copy(${to}, ${from}, ${storedBytes(field.type)})`
      : copyField(field.type, to, from);
  return isInstance(component) ? [value, `key.${component.identifier}_start = frame->event.${field.name}_start`] : [value];
}

export type PointView = ReturnType<typeof viewPoint>;

function viewPoint(kind: KindPlan, point: AttachPoint, name: string, names: Names) {
  const reads = kind.fields.flatMap((field) => readField(kind, field));
  const needsTask = reads.some((read) => mentions(read.statement, 'subject'));
  const texts = [...reads.map((read) => read.statement), point.when ?? ''];
  return {
    section: point.section,
    function: names.claim(`${name}_at_${point.section.replace(/[^A-Za-z0-9_]/g, '_')}`),
    constant: `${upper(name)}_AT_${upper(point.section.replace(/[^A-Za-z0-9_]/g, '_'))}`,
    when: point.when,
    takesContext: point.parameters.some((parameter) => texts.some((text) => mentions(text, parameter.name))),
    parameters: point.parameters
      .map((parameter, index) => ({ ...parameter, index }))
      .filter((parameter) => texts.some((text) => mentions(text, parameter.name)))
      .map((parameter) => ({
        declaration: parameter.type.endsWith('*') ? `${parameter.type}${parameter.name}` : `${parameter.type} ${parameter.name}`,
        type: parameter.type,
        index: parameter.index,
      })),
    needsTask,
    reads,
  };
}

function mentions(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w.>])${word}\\b`).test(text);
}

function readField(kind: KindPlan, field: EventField): readonly { readonly statement: string }[] {
  const to = `e->${field.name}`;
  const needsStart = kind.instances.has(field.name);
  const read = field.read;
  if (read === 'standard') {
    return readStandard(field, to, needsStart).map((statement) => ({ statement }));
  }
  switch (read.bpf.how) {
    case 'value':
      return [{ statement: `${to} = ${read.bpf.expression}` }];
    case 'fill': {
      const target = field.type.kind === 'string' ? to : `&${to}`;
      const bytes = field.type.kind === 'string' ? String(field.type.bytes) : `sizeof(${to})`;
      const statements = [`${read.bpf.function}(${[target, bytes, ...read.bpf.arguments].join(', ')})`];
      if (kind.padded.has(field.name)) {
        statements.push(`wmk_pad(${to}, sizeof(${to}))`);
      }
      return statements.map((statement) => ({ statement }));
    }
    case 'task':
      return readTask(field, to, read.bpf.expression, needsStart).map((statement) => ({ statement }));
  }
}

function readTask(field: EventField, to: string, task: string, needsStart: boolean): readonly string[] {
  const start = to.replace(/^e->(.*)$/, 'e->$1_start');
  const of = /^[\w>-]+$/.test(task) ? task : `(${task})`;
  return field.type.kind === 'thread'
    ? [`${to} = ${of}->pid`, ...(needsStart ? [`${start} = ${of}->start_time`] : [])]
    : [`${to} = ${of}->tgid`, ...(needsStart ? [`${start} = ${of}->group_leader->start_time`] : [])];
}

function readStandard(field: EventField, to: string, needsStart: boolean): readonly string[] {
  switch (field.name) {
    case 'TimeStamp':
      return [`${to} = bpf_ktime_get_ns()`];
    case 'ProcessId':
    case 'ThreadId':
      return readTask(field, to, 'subject', needsStart);
    case 'ParentId':
      return readTask(field, to, 'subject->real_parent', needsStart);
    case 'UserId':
      return [`${to} = (__u32)bpf_get_current_uid_gid()`];
    case 'Cpu':
      return [`${to} = bpf_get_smp_processor_id()`];
    case 'Comm':
      return [`wmk_fill_comm(${to}, sizeof(${to}))`];
    case 'CgroupId':
      return [`${to} = bpf_get_current_cgroup_id()`];
    default:
      throw new Error(`standard field ${field.name} reached the backend`);
  }
}
