/** Takes a batch and returns how its traces are fed; and of one that was, what is expected. */

import type { FedPart } from '../feed/feeder-results.js';
import type { FeedLine } from '../feed/feed-kernel.js';
import { atTimes } from '../feed/shift-trace.js';
import { writeEvents } from '../feed/write-events.js';
import type { FieldValue } from '../../src/oracle/trace.js';
import { SETTLE_NS, TIMED_NS, type Batch, type BatchTrace } from './draw-batch.js';
import { expectTrace, type Expected } from './judge-trace.js';

/** Windows end between the times at which events come, and at which a trace ends. */
const ROOM_NS = TIMED_NS / 2n;

/** A line for the monitor, and one for each trace. */
export function feedLines(batch: Batch, object: string): readonly FeedLine[] {
  return [
    { does: 'monitor', object },
    ...batch.traces.map(({ events, alongside }): FeedLine => {
      const written = writeEvents(events, batch.program);
      if (batch.shape === 'timed') return { does: 'timed', events: written, settleNs: SETTLE_NS, roomNs: ROOM_NS };
      const second = writeEvents(alongside, batch.program);
      return { does: 'trace', events: written, ...(second.length === 0 ? {} : { alongside: second }) };
    }),
  ];
}

/** Whether events of a timed trace came too late to say anything: the machine was busy with something else. */
export function isLate(part: FedPart | undefined): boolean {
  return (part?.timing?.late ?? 0n) >= ROOM_NS;
}

/** Of a timed trace, at the times at which it was fed. */
export function expectedOfTimed(batch: Batch, trace: BatchTrace, part: FedPart | undefined): readonly Expected[] | null {
  const timing = part?.timing ?? null;
  if (timing === null) return null;
  const events = atTimes(trace.events, (time) => time + timing.later);
  const last = events.reduce((latest, one) => ('fields' in one ? laterOf(latest, one.fields.get('TimeStamp')) : latest), 0n);
  return expectTrace(batch, { ...trace, events }, last + SETTLE_NS);
}

function laterOf(time: bigint, other: FieldValue | undefined): bigint {
  return typeof other === 'bigint' && other > time ? other : time;
}
