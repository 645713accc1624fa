/** Takes what happens in a trace and returns it at other times. */

import type { Happening } from './write-events.js';

export function atTimes<Any extends Happening>(trace: readonly Any[], change: (time: bigint) => bigint): readonly Any[] {
  return trace.map((one) => {
    const time = 'fields' in one ? one.fields.get('TimeStamp') : undefined;
    return 'fields' in one && typeof time === 'bigint'
      ? { ...one, fields: new Map([...one.fields, ['TimeStamp', change(time)] as const]) } : one;
  });
}
