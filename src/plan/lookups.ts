// Which rules are looked up together: in go the rules that a program reads a kind for, out come its look-ups and, where
// they are many, the index that chooses among them.

import type { EventField } from '../events/catalogue.js';
import { candidateOf, chooseFields, planChoice, type Candidate } from './choose-lookups.js';
import type { KindPart, LookupPlan } from './plan.js';
import { asksTimeOfAll, type Reader } from './reader.js';

interface Placed extends Reader {
  readonly candidate: Candidate;
  /** Null: every event is shown to it. */
  readonly field: EventField | null;
}

/** Up to `few` of one table are looked up together, one at least. */
export function shareLookups(readers: readonly Reader[], few: number): Pick<KindPart, 'lookups' | 'choice'> {
  if (readers.length <= few) {
    return { lookups: byTable(readers).map((its) => planLookup(its)), choice: null };
  }
  const together = Math.max(few, 1);
  const candidates = readers.map(({ reading }) => candidateOf(reading));
  const fields = chooseFields(candidates, together);
  const placed = readers.map((reader, index) => ({ ...reader, candidate: candidates[index]!, field: fields[index]! }));
  const groups = byTable(placed).flatMap(splitByOrder).flatMap((its) => chunks(its, together));
  const choice = planChoice(groups.map((its) => its.map(({ field, candidate }) => (field === null ? null : [field, candidate.get(field)!]))));
  return { lookups: groups.map((its) => planLookup(its)), choice: choice.fields.length === 0 ? null : choice };
}

function byTable<R extends Reader>(readers: readonly R[]): readonly (readonly R[])[] {
  const tables = new Map<number | null, R[]>();
  readers.forEach((reader) => tables.set(reader.rule.table, [...tables.get(reader.rule.table) ?? [], reader]));
  return [...tables.values()];
}

/** Rules that every event is shown to apart from others, but for those with a DO, which follow each other in their order. */
function splitByOrder(readers: readonly Placed[]): readonly (readonly Placed[])[] {
  const isApart = ({ field, rule }: Placed): boolean => field === null && rule.reaction.length === 0;
  return [readers.filter(isApart), readers.filter((reader) => !isApart(reader))].filter((its) => its.length > 0);
}

function chunks<T>(list: readonly T[], length: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, index) => list.slice(index * length, (index + 1) * length));
}

/** Rules of one table; each distinct list of fields gives a key. */
function planLookup(readers: readonly Reader[]): LookupPlan {
  const keys = new Map(readers.flatMap(({ reading }) => reading.views.map(({ key }) => [nameKey(key), key] as const)));
  return {
    table: readers[0]!.rule.table,
    keys: [...keys.values()],
    rules: readers.map((reader) => ({
      rule: reader.rule.index,
      views: reader.reading.views.map(({ key }) => [...keys.keys()].indexOf(nameKey(key))),
      asksTime: asksTimeOfAll(reader) ? 'of all' : reader.rule.isTimeless ? 'of matches' : 'of ends',
    })),
  };
}

function nameKey(fields: readonly EventField[]): string {
  return fields.map(({ name }) => name).join();
}
