// Whose lines a C compiler complains about: in go its messages and the generated C, out come the messages, each with the
// line of the rule that the generated line came from, and the catalogue of a user that is at fault, where one is.

import { basename, resolve } from 'node:path';
import type { EventKind } from '../events/catalogue.js';
import type { Plan } from '../plan/plan.js';
import { showText } from '../source/display.js';

export interface Blame {
  /** Each line once: clang repeats itself for each place that it inlines a function in. */
  readonly text: string;
  /** Path of a header whose own code is wrong. */
  readonly header: string | null;
}

export interface Generated {
  readonly plan: Plan;
  readonly text: string;
  /** What the compiler calls the generated file. */
  readonly source: string;
}

/** `shipped`: the folder of our own headers, which are never the user's fault. */
export function blameLines(messages: string, made: Generated, shipped: string): Blame {
  const lines = made.text.split('\n');
  const theirs = made.plan.headers.map(({ path }) => path).filter((path) => !path.startsWith(`${shipped}/`));
  const paths = new Map([
    [`./${basename(made.source)}`, made.source],
    ...theirs.map((path) => [resolve(path), path] as const),
  ]);
  let header: string | null = null;
  const text = messages.trimEnd().split('\n').flatMap((message) => {
    const [, at, line, rest] = /^(.+?):(\d+)(:\d+: .*)$/.exec(message) ?? [];
    if (at === undefined || line === undefined || rest === undefined) {
      return [showText(message)];
    }
    const path = paths.get(at) ?? at;
    const shown = showText(`${path}:${line}${rest}`);
    if (!/ (?:error|warning): /.test(rest)) {
      return [shown];
    }
    if (path !== made.source) {
      header ??= theirs.find((one) => one === path) ?? null;
      return [shown];
    }
    const kind = made.plan.kinds.map((entry) => entry.kind)
      .find((one) => theirs.includes(one.header.path) && printsCode(one, lines[Number(line) - 1] ?? ''));
    if (kind !== undefined) {
      header ??= kind.header.path;
      return [shown, `  note: this comes from kind '${kind.name}' in ${showText(kind.header.path)}`];
    }
    const origin = originOf(lines, Number(line) - 1);
    return origin === null ? [shown] : [shown, `  note: this comes from ${origin}`];
  });
  return { text: [...new Set(text)].map((line) => `${line}\n`).join(''), header };
}

/** Whether a line holds C that a kind brings along. */
function printsCode(kind: EventKind, line: string): boolean {
  const expressions = [...kind.fields.values()].flatMap(({ read }) => read === 'standard' ? []
    : read.bpf.how === 'fill' ? [read.bpf.function] : [read.bpf.expression]);
  const points = kind.attach.bpf.flatMap(({ when, parameters }) =>
    [...(when === null ? [] : [when]), ...parameters.map(({ type }) => type)]);
  return [...expressions, ...points].some((code) => /[A-Za-z_]/.test(code) && line.includes(code));
}

/** The generated code says where it comes from in comments on a line or above it: '/* secrets.wmk:7: ... *\/'. */
export function originOf(lines: readonly string[], line: number): string | null {
  for (let at = line; at >= 0; at--) {
    const found = /\/\*.*?(\S+\.wmk:\d+)/.exec(lines[at] ?? '');
    if (found !== null) {
      return found[1]!;
    }
  }
  return null;
}
