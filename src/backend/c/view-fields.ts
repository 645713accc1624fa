// Makes the fields of a kind ready to print, as an object describes them to its loader.

import type { KindPlan } from '../../plan/plan.js';
import { abiType, storedBytes } from './fields.js';
import { quoteC } from './quote.js';

/** `event` is the name of the kind's struct. */
export function viewFields(kind: KindPlan, event: string) {
  return kind.fields.map((field) => ({
    name: quoteC(field.name),
    member: field.name,
    bytes: field.type.kind === 'string' ? field.type.bytes : storedBytes(field.type),
    abiType: abiType(field.type),
    start: kind.instances.has(field.name) ? `offsetof(struct ${event}, ${field.name}_start)` : 'WMK_NO_START',
  }));
}

/** What the head of an event's record says of it. */
export function viewFlags({ kind }: KindPlan): string {
  const isStandard = (name: string): boolean => kind.fields.get(name)?.read === 'standard';
  const flags = [
    ...(kind.subject === 'none' ? [] : ['WMK_KIND_HAS_TASK']),
    ...(isStandard('ProcessId') ? ['WMK_KIND_PROCESS_ID'] : []),
    ...(isStandard('ThreadId') ? ['WMK_KIND_THREAD_ID'] : []),
  ];
  return flags.length === 0 ? '0' : flags.join(' | ');
}
