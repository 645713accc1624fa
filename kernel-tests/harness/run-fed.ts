/** Takes cases whose events are fed and a kernel and returns the verdicts of the engine in that kernel. */

import { feedKernel, type FeedLine } from '../feed/feed-kernel.js';
import { BadTrace, readTrace } from '../feed/read-trace.js';
import { writeEvents } from '../feed/write-events.js';
import type { TraceEvent } from '../../src/oracle/trace.js';
import type { Case } from './case.js';
import { compileCase, type CompiledCase } from './compiled-case.js';
import { fedOutcome } from './fed-outcome.js';
import type { Kernel } from './fetch-kernel.js';
import { judgeOutcome, judgeProblem, type Verdict } from './judge-case.js';
import type { KernelRun } from './judge-run.js';
import { ownPartOf, type OwnPart } from './own-part.js';
import { nameOf, type Work } from './run-cases.js';

interface Ready {
  readonly one: Case;
  /** Where the object is not of the case alone. */
  readonly part: OwnPart | undefined;
  readonly compiled: CompiledCase;
  readonly object: string;
  readonly events: readonly TraceEvent[];
}

const TIMEOUT_SECONDS = 600;
/** In which timers come that were due when the last event was read; deadlines of cases are farther from events. */
const SETTLE_NS = 15_000_000n;
/** A module looks every 10 ms for what is due. */
const MODULE_SETTLE_NS = 30_000_000n;

export async function runFed(work: Work, kernel: Kernel): Promise<KernelRun> {
  const verdicts = new Map<string, Verdict>();
  const ready: Ready[] = [];
  for (const one of work.cases) {
    const prepared = prepare(work, one);
    if ('kind' in prepared) verdicts.set(one.id, prepared);
    else ready.push(prepared);
  }
  const settleNs = work.engine === 'stap' ? MODULE_SETTLE_NS : SETTLE_NS;
  const lines: FeedLine[] = [];
  /** Where each case finds that its object was loaded, and what was fed to it. */
  const places: (readonly [number, number])[] = [];
  for (const object of new Set(ready.map((prepared) => prepared.object))) {
    const loaded = lines.push({ does: 'monitor', object }) - 1;
    for (const prepared of ready.filter((one) => one.object === object)) {
      const events = writeEvents(prepared.events, prepared.compiled.program);
      const how = hasDeadlines(prepared.compiled)
        ? { does: 'timed', settleNs, roomNs: roomAt(prepared, settleNs) } as const : { does: 'trace' } as const;
      const fed = lines.push({ events, ...how }) - 1;
      places[ready.indexOf(prepared)] = [loaded, fed];
    }
  }
  const { parts, troubles } = await feedKernel(kernel, lines, {
    feeder: work.programs.feeder,
    directory: work.directory,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  for (const [index, prepared] of ready.entries()) {
    const [loaded, fed] = places[index]!;
    verdicts.set(prepared.one.id, judge(prepared, parts[loaded], parts[fed], roomAt(prepared, settleNs)));
  }
  return { kernel: nameOf(work, kernel), verdicts, troubles };
}

type Part = Awaited<ReturnType<typeof feedKernel>>['parts'][number];

function judge({ one, part, compiled: { plan } }: Ready, loaded: Part | undefined, fed: Part | undefined, room: bigint): Verdict {
  if (loaded === undefined || fed === undefined) return { kind: 'no-result', lines: ['the guest did not feed it'] };
  if (loaded.complaints.length > 0) return { kind: 'failed', lines: loaded.complaints };
  if (fed.timing !== null && fed.timing.late >= room) {
    return { kind: 'skipped', lines: [`it came ${fed.timing.late} ns late, and some deadline is ${room} ns from an event, or behind the end`] };
  }
  const outcome = part === undefined ? fedOutcome(plan, fed) : fedOutcome(part.own, ownPartOf(fed, part));
  return judgeOutcome(one, { ...outcome, bindings: new Map() });
}

/** Whose matches come with time, not with events. */
function hasDeadlines({ plan }: CompiledCase): boolean {
  return plan.rules.some(({ pending }) => pending !== null);
}

/**
 * How late an event may be read, and the trace end: the distance of events from the deadline of a run that may have begun with
 * one, and of the end from those behind it, at the least.
 */
function roomAt({ compiled: { plan: { rules } }, events }: Ready, settleNs: bigint): bigint {
  const timesOf = (some: readonly TraceEvent[]): readonly bigint[] =>
    some.map(({ fields }) => fields.get('TimeStamp')).filter((time) => typeof time === 'bigint');
  const times = timesOf(events);
  const end = times.reduce((latest, time) => (time > latest ? time : latest), 0n) + settleNs;
  const deadlines = rules.flatMap(({ pending, windowNs, readings }) => {
    if (pending === null || windowNs === null) return [];
    const begins = new Set(readings.flatMap((reading) => (reading.begins ? [reading.kind.name] : [])));
    return timesOf(events.filter(({ kind }) => begins.has(kind))).map((first) => first + windowNs);
  });
  const distances = deadlines.flatMap((deadline) => [
    ...times.map((time) => (time < deadline ? deadline - time : time - deadline)),
    ...(deadline > end ? [deadline - end] : []),
  ]);
  return distances.reduce((least, distance) => (distance < least ? distance : least), 1n << 62n);
}

function prepare({ engine, checkout, built }: Pick<Work, 'engine' | 'checkout' | 'built'>, one: Case): Ready | Verdict {
  const made = built.get(one.id);
  if (made === undefined) return { kind: 'no-result', lines: ['it was not compiled'] };
  if ('problem' in made) return judgeProblem(made.problem);
  const absent = engine === 'stap' ? one.absent.get(engine) : undefined;
  if (absent !== undefined) return { kind: 'failed', lines: [`the compiler takes it, though the document says: ${absent}`] };
  const compiled = compileCase(checkout, made.directory, one.limits.keys);
  if (compiled === null) return { kind: 'not-compiled', lines: ['the compiler takes it as a command only'] };
  try {
    const events = readTrace(one.trace ?? [], compiled.program.catalogue.kinds).flatMap((event) => ('kind' in event ? [event] : []));
    return { one, part: made.part, compiled, object: made.object, events };
  } catch (error) {
    if (!(error instanceof BadTrace)) throw error;
    return { kind: 'failed', lines: [error.message] };
  }
}
