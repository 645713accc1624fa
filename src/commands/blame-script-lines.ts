// Whose lines SystemTap complains about: in go what it and gcc said, and the script, out come the messages that say
// something, each with the line of the rule that what it is about came from.

import { basename } from 'node:path';
import { blameLines, originOf, type Blame } from './blame-lines.js';
import type { GeneratedScript } from './compile-module.js';

export interface Complaint {
  readonly text: string;
  /** What SystemTap made of the script, which gcc speaks of; null where it came to none. */
  readonly c: string | null;
}

/** Of what has gone wrong already, or where there are pages on it. */
const noise = /^(?:Tip: |make(?:\[\d+\])?: |Pass \d: .* failed|WARNING: (?:Kernel function symbol table missing|kbuild exited))/;

export function blameScriptLines({ text, c }: Complaint, made: GeneratedScript, shipped: string): Blame {
  const source = `${basename(made.source, '.stp')}.c`;
  const script = made.text.split('\n');
  const messages = text.split('\n').filter((line) => line !== '' && !noise.test(line)).flatMap((line) => {
    // gcc's are about a file that is gone: '/tmp/stapXVA5dT/NAME_src.c:271:22: error: ...'.
    const message = line.replace(/\S*\/stap\w{6}\/\w+_src\.c:/, `./${source}:`).replaceAll(made.source, basename(made.source));
    const at = / at \S+\.stp:(\d+)(?::\d+)?/.exec(line)?.[1];
    const origin = at === undefined ? null : originOf(script, Number(at) - 1);
    return [message, ...(origin === null ? [] : [`  note: this comes from ${origin}`])];
  });
  return blameLines(messages.join('\n'), { plan: made.plan, text: c ?? '', source }, shipped);
}
