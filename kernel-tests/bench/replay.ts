// How fast replay is: in go rules and made-up events, out come events a second, medians of several rounds, each with its
// target. `--rounds N` makes it longer.

import { fileURLToPath } from 'node:url';
import { compile } from '../../src/compile.js';
import { readNamedFile } from '../../src/commands/read-sources.js';
import type { Plan } from '../../src/plan/plan.js';
import { matchPlan } from '../../src/replay/match-plan.js';
import { Replay } from '../../src/replay/replay.js';
import { traceLineReader } from '../../src/replay/read-trace-line.js';
import { LineSplitter } from '../../src/replay/split-lines.js';
import type { Value } from '../../src/replay/value.js';
import { render } from '../../src/source/render.js';

const nrProcesses = 10_000;
const nrEvents = 400_000;
const rules = fileURLToPath(new URL('../../../rules', import.meta.url));

function planOf(text: string): Plan {
  const file = { name: 'bench.wmk', text: `EVENTS "wmkevents.h"\n${text}` };
  const { plan, diagnostics } = compile([file], { catalogueDirectory: rules, readFile: readNamedFile });
  if (plan === null) {
    throw new Error(render(diagnostics));
  }
  return plan;
}

const rule = (name: string, port: number): string => `
  RULE ${name}
  PATTERN { [fileopen:f, connect:c, exec:x] }
  WHERE   { [ProcessId], (f.Flags & O_ACCMODE) == O_RDONLY, c.Family IN { AF_INET, AF_INET6 }, c.Port > ${port} }
  WITHIN  { 10 s }
  RETURN  { f.Path, c.Address, c.Port, x.FileName }`;

/** Always the same. */
function random(): () => number {
  let state = 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** As the recorder writes them. */
function linesOf(number: number): readonly string[] {
  const next = random();
  return Array.from({ length: number }, (_, index) => {
    const process = Math.floor(next() * nrProcesses);
    const common = `"TimeStamp":${1_000_000_000_000 + 1000 * index},"ProcessId":${1000 + process},"ProcessId.start":${5_000_000 + 7 * process}`;
    const context = `"context":{"pid":${1000 + process},"tid":${1000 + process},"ppid":1,"uid":1000,"gid":1000,"cpu":1,"cgroup":4711,"comm":"bench"}`;
    const kind = next();
    const event = kind < 0.6 ? `"event":"fileopen",${common},"Path":"/usr/lib/x86_64-linux-gnu/lib${process % 100}.so","Flags":${kind < 0.5 ? 0 : 1}`
      : kind < 0.9 ? `"event":"connect",${common},"Family":2,"Address":"10.0.${process % 200}.1","Port":${kind < 0.8 ? 80 : 8080}`
      : `"event":"exec",${common},"FileName":"/usr/bin/env"`;
    return `{${event},${context}}`;
  });
}

/** Events a second. */
function matcherAlone(plan: Plan, lines: readonly string[]): number {
  const matcher = matchPlan(plan);
  const read = traceLineReader(plan, matcher.layouts);
  const events = lines.map((line): { readonly kind: number; readonly values: readonly Value[] } => {
    const event = read(line);
    if (event.is !== 'event') {
      throw new Error(`${line}: ${JSON.stringify(event)}`);
    }
    return { kind: event.kind, values: event.values.slice() };
  });
  const begin = process.cpuUsage();
  let nrMatches = 0;
  for (const { kind, values } of events) {
    nrMatches += matcher.read(kind, values, {}).length;
  }
  const seconds = secondsSince(begin);
  check(nrMatches);
  return events.length / seconds;
}

/** Lines a second. */
function fromLines(plan: Plan, bytes: Buffer): number {
  let nrMatches = 0;
  const replay = new Replay(plan, {
    onMatch: () => void nrMatches++,
    onGap: () => undefined,
    onBadLine: (line, reason) => {
      throw new Error(`line ${line}: ${reason}`);
    },
  });
  const splitter = new LineSplitter({
    onLine: (line) => replay.read(line), onTooLong: () => replay.readTooLong('it is too long'),
  });
  const begin = process.cpuUsage();
  for (let at = 0; at < bytes.length; at += 1 << 16) {
    splitter.push(bytes.subarray(at, at + (1 << 16)));
  }
  splitter.end();
  const seconds = secondsSince(begin);
  check(nrMatches);
  return replay.nrLines / seconds;
}

/** Of this process, so that others on the machine do not count. */
function secondsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

function check(nrMatches: number): void {
  if (nrMatches === 0) {
    throw new Error('nothing matched: this measures nothing');
  }
}

function measure(name: string, target: number, nrRounds: number, round: () => number): void {
  round(); // warm
  const results = Array.from({ length: nrRounds }, round).sort((a, b) => a - b);
  const median = results[Math.floor(results.length / 2)]!;
  const shown = (value: number): string => Math.round(value).toLocaleString('en');
  console.log(`${name}: ${shown(median)} a second (${shown(results[0]!)} to ${shown(results.at(-1)!)}), target ${shown(target)}`);
}

const nrRounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] ?? 7) || 7;
const lines = linesOf(nrEvents);
const one = planOf(rule('one', 100));
const twenty = planOf(Array.from({ length: 20 }, (_, index) => rule(`rule_${index}`, 100 * index)).join('\n'));
measure('matcher alone, one rule, events', 2_000_000, nrRounds, () => matcherAlone(one, lines));
measure('matcher alone, twenty rules, events', 500_000, nrRounds, () => matcherAlone(twenty, lines));
const bytes = Buffer.from(`${lines.join('\n')}\n`);
measure('from JSON lines, one rule, lines', 400_000, nrRounds, () => fromLines(one, bytes));
