// What `wmkgen probe` shows: in go kinds and what a kernel answered of their attach points and of reactions, out comes
// text for people, or JSON lines.

import type { EventKind } from '../events/catalogue.js';
import { placesOf } from '../events/places-of.js';
import { showText } from '../source/display.js';
import type { Answer, Probe } from '../tools/wmkload.js';

/** What is chosen of a kind's points, and what was passed over, each with its reason. */
interface Choice {
  /** One a place; null where a place has none, or where that cannot be told. */
  readonly points: readonly string[] | null;
  readonly isKnown: boolean;
  readonly passed: readonly Answer[];
}

export function printProbe(kinds: readonly EventKind[], probe: Probe): string {
  const rows = kinds.map((kind) => [kind.name, describe(choose(kind, probe))] as const);
  const reactions = probe.reactions.map((answer) => [answer.name, verdict(answer)] as const);
  return [
    `Linux ${showText(probe.kernel)}: ${probe.tried ? 'tried with programs that do nothing'
      : 'only its BTF was read, as loading eBPF programs is not permitted (run it as root)'}\n`,
    `\nkinds, and where they are read:\n${list(rows)}`,
    `\nreactions:\n${list(reactions)}`,
  ].join('');
}

export function printProbeJson(kinds: readonly EventKind[], probe: Probe): string {
  const lines = [
    { kernel: probe.kernel, tried: probe.tried },
    ...kinds.map((kind) => {
      const { points, isKnown, passed } = choose(kind, probe);
      return {
        kind: kind.name, has: isKnown ? points !== null : null, points: points ?? [],
        passed: passed.map(({ name, reason }) => ({ section: name, reason })),
      };
    }),
    ...probe.reactions.map(({ name, has, reason }) => ({ reaction: name, has, reason })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function choose(kind: EventKind, { points }: Probe): Choice {
  const answers = placesOf(kind).map((place) => place.map(({ section }) => points.get(section)!));
  const taken = answers.map((place) => place.findIndex(({ has }) => has === true));
  const isChosen = taken.every((index) => index >= 0);
  return {
    points: isChosen ? answers.map((place, index) => place[taken[index]!]!.name) : null,
    isKnown: isChosen || answers.some((place) => place.every(({ has }) => has === false)),
    passed: answers.flatMap((place, index) => (taken[index]! < 0 ? place : place.slice(0, taken[index]))),
  };
}

function describe({ points, isKnown, passed }: Choice): string {
  const reasons = passed.map(({ name, reason }) => `${name}: ${reason ?? ''}`).join('; ');
  if (points === null) {
    return `${isKnown ? 'none' : 'cannot tell'}: ${reasons}`;
  }
  return `${points.join(' and ')}${reasons === '' ? '' : ` (not ${reasons})`}`;
}

function verdict({ has, reason }: Answer): string {
  return has === true ? 'yes' : `${has === false ? 'no' : 'cannot tell'}: ${reason ?? ''}`;
}

function list(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${showText(text)}\n`).join('');
}
