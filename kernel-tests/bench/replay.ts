/**
 * How fast replay is: takes `--rounds N` and prints, for each situation, events a second of this process's own time, the
 * median of the rounds, with the target.
 */

import { fileURLToPath } from 'node:url';
import { readNamedFile } from '../../src/commands/read-sources.js';
import { compile } from '../../src/compile.js';
import type { Plan } from '../../src/plan/plan.js';
import { matchPlan } from '../../src/replay/match-plan.js';
import { traceLineReader } from '../../src/replay/read-trace-line.js';
import { Replay } from '../../src/replay/replay.js';
import { LineSplitter } from '../../src/replay/split-lines.js';
import type { Value } from '../../src/replay/value.js';
import { render } from '../../src/source/render.js';

const NR_PROCESSES = 10_000;
const NR_EVENTS = 400_000;
const PIECE_BYTES = 1 << 16;
const ROUNDS = 7;

/** Three steps of one process; the first two are frequent, the last is rare, as with rules that look for something. */
function ruleText(index: number): string {
  return `
    RULE rule_${index}
    PATTERN { [fileopen:f, connect:c, exec:x] }
    WHERE   { [ProcessId], (f.Flags & O_ACCMODE) == O_RDONLY, c.Family IN { AF_INET, AF_INET6 }, c.Port > ${100 * index},
              x.FileName ENDSWITH "/sh" }
    WITHIN  { 10 s }
    RETURN  { f.Path, c.Address, c.Port, x.FileName }`;
}

function planOf(nrRules: number): Plan {
  const text = `EVENTS "wmkevents.h"\n${Array.from({ length: nrRules }, (_, index) => ruleText(index)).join('\n')}`;
  const catalogueDirectory = fileURLToPath(new URL('../../../rules', import.meta.url));
  const { plan, diagnostics } = compile([{ name: 'bench.wmk', text }], { catalogueDirectory, readFile: readNamedFile });
  if (plan === null) throw new Error(render(diagnostics));
  return plan;
}

/** From 0 to 1, always the same ones: mulberry32. */
function random(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A trace as the loader records it. */
function makeLines(): readonly string[] {
  const next = random();
  return Array.from({ length: NR_EVENTS }, (_, index) => {
    const [id, which] = [1000 + Math.floor(next() * NR_PROCESSES), next()];
    const head = `"TimeStamp":${86_400_000_000_000 + 25_000 * index},"ProcessId":${id},"ProcessId.start":${5_000_000 + 7 * id}`;
    const context = `"context":{"pid":${id},"tid":${id},"ppid":1,"uid":1000,"gid":1000,"cpu":1,"cgroup":4711,"comm":"bench"}`;
    const event =
      which < 0.6 ? `"event":"fileopen",${head},"Path":"/usr/lib/x86_64-linux-gnu/lib${id % 100}.so","Flags":${which < 0.5 ? 0 : 1}`
      : which < 0.9 ? `"event":"connect",${head},"Family":2,"Address":"10.0.${id % 200}.1","Port":${which < 0.8 ? 80 : 8080}`
      : `"event":"exec",${head},"FileName":"${which < 0.91 ? '/bin/sh' : '/usr/bin/env'}"`;
    return `{${event},${context}}`;
  });
}

/** A round returns events a second. */
function matcherAlone(plan: Plan, lines: readonly string[]): () => number {
  const read = traceLineReader(plan, matchPlan(plan).layouts);
  const events = lines.map((line): { readonly kind: number; readonly values: readonly Value[] } => {
    const event = read(line);
    if (event.is !== 'event') throw new Error(`${line}: ${JSON.stringify(event)}`);
    return { kind: event.kind, values: event.values.slice() };
  });
  return () => {
    const matcher = matchPlan(plan);
    let nrMatches = 0;
    return perSecond(() => {
      for (const { kind, values } of events) nrMatches += matcher.read(kind, values, {}).length;
      if (nrMatches === 0) throw new Error('nothing matched: this measures nothing');
    });
  };
}

/** From the bytes of a file; a round returns lines a second. */
function fromLines(plan: Plan, lines: readonly string[]): () => number {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  return () => {
    const replay = new Replay(plan, {
      onMatch: () => undefined,
      onGap: () => undefined,
      onBadLine: (line, reason) => {
        throw new Error(`line ${line}: ${reason}`);
      },
    });
    const splitter = new LineSplitter({ onLine: (line) => replay.read(line), onTooLong: () => replay.readTooLong('too long') });
    return perSecond(() => {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) splitter.push(bytes.subarray(at, at + PIECE_BYTES));
      splitter.end();
      if (replay.nrMatches === 0) throw new Error('nothing matched: this measures nothing');
    });
  };
}

/** Of the time of this process, whatever else the machine does. */
function perSecond(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return NR_EVENTS / ((user + system) / 1e6);
}

function measure(name: string, target: number, nrRounds: number, round: () => number): void {
  round(); // so that everything is compiled
  const results = Array.from({ length: nrRounds }, round).sort((a, b) => a - b);
  const [least, median, most] = [0, Math.floor(nrRounds / 2), nrRounds - 1].map((index) => group(results[index] ?? 0));
  console.log(`${name}: ${median} a second (${least} to ${most}), target ${group(target)}`);
}

function group(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

const option = process.argv.indexOf('--rounds');
const nrRounds = option === -1 ? ROUNDS : Number(process.argv[option + 1]);
if (!Number.isInteger(nrRounds) || nrRounds < 1) {
  console.error('usage: replay.js [--rounds NUMBER]');
  process.exit(2);
}
const lines = makeLines();
measure('replay, matcher alone, one rule of three steps: events', 2_000_000, nrRounds, matcherAlone(planOf(1), lines));
measure('replay, matcher alone, twenty rules: events', 500_000, nrRounds, matcherAlone(planOf(20), lines));
measure('replay, from JSON lines, one rule: lines', 400_000, nrRounds, fromLines(planOf(1), lines));
