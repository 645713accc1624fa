/** Takes the text of a trigger and returns its lines, checked: who does what, in which order; triggers/script.c reads the same language. */

export interface TriggerLine {
  /** Several perform the line at the same time. */
  readonly actors: readonly string[];
  readonly repeat: number;
  readonly verb: VerbName;
  readonly args: readonly string[];
}

interface Verb {
  readonly least: number;
  readonly most: number;
  /** The first argument names an actor that the line makes. */
  readonly makes?: true;
}

/** Arguments: see triggers/verbs.c, whose table this is. */
const VERBS = {
  mark: { least: 1, most: 3 },
  mark32: { least: 1, most: 2 },
  on: { least: 1, most: 1 },
  open: { least: 1, most: 3 },
  connect: { least: 2, most: 3 },
  sleep: { least: 1, most: 1 },
  call: { least: 1, most: 5 },
  call32: { least: 1, most: 4 },
  callx32: { least: 1, most: 4 },
  thread: { least: 1, most: 3, makes: true },
  fork: { least: 1, most: 3, makes: true },
  vfork: { least: 1, most: 1, makes: true },
  exec: { least: 1, most: 1, makes: true },
  exit: { least: 0, most: 1 },
  exit_group: { least: 0, most: 1 },
  kill: { least: 1, most: 1 },
  stir: { least: 1, most: 2 },
} as const satisfies Readonly<Record<string, Verb>>;

export type VerbName = keyof typeof VERBS;

/** Who is there when a trigger begins. */
export const FIRST_ACTOR = 'A';

export type Complain = (line: number, message: string) => void;

/** Lines are counted from 1 in the text. */
export function readTrigger(text: string, complain: Complain): readonly TriggerLine[] {
  const made = new Set([FIRST_ACTOR]);
  return text.split('\n').flatMap((whole, index) => {
    const words = (whole.split('#')[0] ?? '').split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const line = readLine(words, (message) => complain(index + 1, message));
    if (line === undefined) return [];
    for (const actor of line.actors) {
      if (!made.has(actor)) complain(index + 1, `no line before has made actor '${actor}'`);
    }
    const maker: Verb = VERBS[line.verb];
    const [name = ''] = line.args;
    if (maker.makes && made.has(name)) complain(index + 1, `there already is an actor '${name}'`);
    if (maker.makes) made.add(name);
    return [line];
  });
}

function readLine(
  words: readonly string[],
  complain: (message: string) => void,
): TriggerLine | undefined {
  const [actors = '', ...rest] = words;
  const repeated = rest[0] === 'repeat';
  const repeat = repeated ? Number(rest[1]) : 1;
  const [verb = '', ...args] = repeated ? rest.slice(2) : rest;
  if (!Number.isInteger(repeat) || repeat < 1) {
    complain(`expected a count after repeat, found '${rest[1] ?? ''}'`);
    return undefined;
  }
  if (!isVerb(verb)) {
    complain(`unknown verb '${verb}', expected ${Object.keys(VERBS).join(', ')}`);
    return undefined;
  }
  const { least, most } = VERBS[verb];
  if (args.length < least || args.length > most) {
    complain(`${verb} takes ${least} to ${most} arguments, not ${args.length}`);
    return undefined;
  }
  return { actors: actors.split(',').filter(Boolean), repeat, verb, args };
}

function isVerb(word: string): word is VerbName {
  return Object.hasOwn(VERBS, word);
}

/** As wmktrigger reads it. */
export function printTrigger(lines: readonly TriggerLine[]): string {
  return lines
    .map(({ actors, repeat, verb, args }) =>
      [actors.join(','), ...(repeat > 1 ? ['repeat', String(repeat)] : []), verb, ...args].join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
}
