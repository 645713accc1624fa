/** Takes what guest/cases.c said and returns what became of each case, as far as it said it. */

export interface GuestResults {
  readonly cases: ReadonlyMap<string, GuestCase>;
  /** Whether the runner came to its end: if not, what is missing says nothing. */
  readonly done: boolean;
}

export interface GuestCase {
  /** Standard output of wmkload, or of a scenario. */
  readonly records: readonly string[];
  /** Standard error of wmkload. */
  readonly loader: readonly string[];
  readonly trigger: readonly string[];
  /** Where in the file of events those of the case are. */
  readonly recorded: Recorded;
  /** "loader" to "0", "signal9" or "late"; undefined while it has not ended. */
  readonly ended: ReadonlyMap<string, string> | undefined;
}

/** Of a run of wmkload, from 1 on, which leaves a file; in bytes. Without an end it is the file's, and `until`, in ns, stands there. */
export interface Recorded {
  readonly run: number;
  readonly from: number;
  readonly end?: { readonly to: number; readonly until: bigint };
}

interface Growing {
  readonly records: string[];
  readonly loader: string[];
  readonly trigger: string[];
  recorded: Recorded;
  ended: ReadonlyMap<string, string> | undefined;
}

export function readGuestResults(output: string): GuestResults {
  const cases = new Map<string, Growing>();
  /** Of each rule of the monitor that a case may share with those before it: how many records it has. */
  let numbers = new Map<string, number>();
  let done = false;
  for (const line of output.split('\n')) {
    const [id = '', word = '', ...rest] = line.split('\t');
    const text = rest.join('\t');
    if (id === 'done') {
      done = Number(word) === cases.size;
      continue;
    }
    if (word === 'begin') cases.set(id, { records: [], loader: [], trigger: [], recorded: { run: 1, from: 0 }, ended: undefined });
    const one = cases.get(id);
    if (one === undefined) continue;
    if (word === 'record') one.records.push(text);
    if (word === 'loader') one.loader.push(text);
    if (word === 'trigger') one.trigger.push(text);
    if (word === 'recorded') one.recorded = readRecorded(text);
    if (word === 'ended') {
      one.ended = readEnds(text);
      if (one.recorded.from === 0) numbers = new Map();
      one.records.splice(0, Infinity, ...renumbered(one.records, numbers));
    }
  }
  return { cases, done };
}

/** As if the monitor had been loaded for this case. */
function renumbered(records: readonly string[], numbers: Map<string, number>): readonly string[] {
  const before = new Map(numbers);
  return records.map((line) => line.replace(/^(\w+ )#(\d+) \{/, (_, rule: string, number: string) => {
    numbers.set(rule, Number(number));
    return `${rule}#${Number(number) - (before.get(rule) ?? 0)} {`;
  }));
}

/** "1 0", or "1 4711 8150 123456789" */
function readRecorded(text: string): Recorded {
  const [run, from, to, until] = text.split(' ');
  return {
    run: Number(run), from: Number(from),
    ...(to === undefined || until === undefined ? {} : { end: { to: Number(to), until: BigInt(until) } }),
  };
}

/** "case trigger=0 loader=signal9" */
function readEnds(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(' ').slice(1);
  return new Map(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']));
}
