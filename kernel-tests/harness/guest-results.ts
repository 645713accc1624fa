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
  /** "loader" to "0", "signal9" or "late"; undefined while it has not ended. */
  readonly ended: ReadonlyMap<string, string> | undefined;
}

interface Growing {
  readonly records: string[];
  readonly loader: string[];
  readonly trigger: string[];
  ended: ReadonlyMap<string, string> | undefined;
}

export function readGuestResults(output: string): GuestResults {
  const cases = new Map<string, Growing>();
  let done = false;
  for (const line of output.split('\n')) {
    const [id = '', word = '', ...rest] = line.split('\t');
    const text = rest.join('\t');
    if (id === 'done') {
      done = Number(word) === cases.size;
      continue;
    }
    if (word === 'begin') cases.set(id, { records: [], loader: [], trigger: [], ended: undefined });
    const one = cases.get(id);
    if (one === undefined) continue;
    if (word === 'record') one.records.push(text);
    if (word === 'loader') one.loader.push(text);
    if (word === 'trigger') one.trigger.push(text);
    if (word === 'ended') one.ended = readEnds(text);
  }
  return { cases, done };
}

/** "case trigger=0 loader=signal9" */
function readEnds(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(' ').slice(1);
  return new Map(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']));
}
