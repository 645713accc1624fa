/**
 * Takes record lines, written in a case or printed by an engine, and tells where the two differ.
 *
 *     match #1 { 7 "x" null $B.tid _ }
 *
 * In what a case expects, "_" is any value, and $NAME is what the trigger said that NAME is.
 */

export interface RecordLine {
  /** "match", or the rule's name where several are loaded. */
  readonly rule: string;
  readonly number: number;
  readonly values: readonly string[];
}

/** What the trigger said: "B.tid" to "1234". */
export type Bindings = ReadonlyMap<string, string>;

const RECORD = /^(\S+) #(\d+) \{(.*)\}$/;
const VALUE = /"(?:[^"\\]|\\.)*"|\S+/g;

/** Undefined if the line is no record. */
export function readRecordLine(line: string): RecordLine | undefined {
  const [, rule, number, values] = RECORD.exec(line.trim()) ?? [];
  if (rule === undefined || number === undefined || values === undefined) return undefined;
  return { rule, number: Number(number), values: values.match(VALUE) ?? [] };
}

export function printRecordLine(record: RecordLine): string {
  return `${record.rule} #${record.number} { ${record.values.map((value) => `${value} `).join('')}}`;
}

/** One line of the comparison, as in a diff: both have it, only the case has it, or only the engine has. */
export interface RecordDifference {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Empty if they agree. */
export function compareRecords(
  expected: readonly RecordLine[],
  actual: readonly RecordLine[],
  anyOrder: boolean,
  bindings: Bindings,
): readonly RecordDifference[] {
  const wanted = expected.map((record) => bind(record, bindings));
  const lines = anyOrder ? compareSets(wanted, actual) : compareSequences(wanted, actual);
  return lines.every(({ mark }) => mark === ' ') ? [] : lines;
}

function compareSequences(
  wanted: readonly RecordLine[],
  actual: readonly RecordLine[],
): readonly RecordDifference[] {
  const length = Math.max(wanted.length, actual.length);
  return Array.from({ length }, (_, index) => {
    const [one, other] = [wanted[index], actual[index]];
    const same = one !== undefined && other !== undefined && one.number === other.number;
    if (same && agrees(one, other)) return [difference(' ', other)];
    return [
      ...(one === undefined ? [] : [difference('-', one)]),
      ...(other === undefined ? [] : [difference('+', other)]),
    ];
  }).flat();
}

/** Where the order is free, the numbers are, too: they count what comes. */
function compareSets(
  wanted: readonly RecordLine[],
  actual: readonly RecordLine[],
): readonly RecordDifference[] {
  const left = [...wanted];
  const came = actual.map((record) => {
    const found = left.findIndex((one) => agrees(one, record));
    if (found >= 0) left.splice(found, 1);
    return difference(found >= 0 ? ' ' : '+', record);
  });
  return [...left.map((record) => difference('-', record)), ...came];
}

function difference(mark: RecordDifference['mark'], record: RecordLine): RecordDifference {
  return { mark, text: printRecordLine(record) };
}

function bind(record: RecordLine, bindings: Bindings): RecordLine {
  const values = record.values.map((value) =>
    value.startsWith('$') ? (bindings.get(value.slice(1)) ?? value) : value,
  );
  return { ...record, values };
}

function agrees(expected: RecordLine, actual: RecordLine): boolean {
  return (
    expected.rule === actual.rule &&
    expected.values.length === actual.values.length &&
    expected.values.every((value, index) => value === '_' || value === actual.values[index])
  );
}
