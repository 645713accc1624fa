/** Takes the text of a trigger and returns its lines, checked: who does what, in which order; triggers/script.c reads the same language. */

/** What is done at one time; mostly one act by one actor. */
export type TriggerLine = readonly Act[];

export interface Act {
  /** Each of them performs it. */
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
    const report = (message: string): void => complain(index + 1, message);
    const written = whole.split('#')[0] ?? '';
    if (written.trim() === '') return [];
    const acts = written.split('&').flatMap((part) => readAct(part.split(/\s+/).filter(Boolean), report));
    for (const act of acts) checkActors(act, made, report);
    return [acts];
  });
}

function checkActors(act: Act, made: Set<string>, report: (message: string) => void): void {
  for (const actor of act.actors) {
    if (!made.has(actor)) report(`no line before has made actor '${actor}'`);
  }
  const verb: Verb = VERBS[act.verb];
  const [name = ''] = act.args;
  if (!verb.makes) return;
  if (made.has(name)) report(`there already is an actor '${name}'`);
  made.add(name);
}

function readAct(words: readonly string[], report: (message: string) => void): readonly Act[] {
  const [actors = '', ...rest] = words;
  const repeated = rest[0] === 'repeat';
  const repeat = repeated ? Number(rest[1]) : 1;
  const [verb = '', ...args] = repeated ? rest.slice(2) : rest;
  if (!Number.isInteger(repeat) || repeat < 1) {
    report(`expected a count after repeat, found '${rest[1] ?? ''}'`);
    return [];
  }
  if (!isVerb(verb)) {
    report(`unknown verb '${verb}', expected ${Object.keys(VERBS).join(', ')}`);
    return [];
  }
  const { least, most } = VERBS[verb];
  if (args.length < least || args.length > most) {
    report(`${verb} takes ${least} to ${most} arguments, not ${args.length}`);
    return [];
  }
  return [{ actors: actors.split(',').filter(Boolean), repeat, verb, args }];
}

function isVerb(word: string): word is VerbName {
  return Object.hasOwn(VERBS, word);
}

/** As wmktrigger reads it. */
export function printTrigger(lines: readonly TriggerLine[]): string {
  return lines.map((acts) => `${acts.map(printAct).join(' & ')}\n`).join('');
}

function printAct({ actors, repeat, verb, args }: Act): string {
  const often = repeat > 1 ? ['repeat', String(repeat)] : [];
  return [actors.join(','), ...often, verb, ...args].join(' ');
}
