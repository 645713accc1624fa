// The type that holds whatever the fields of a class may agree in; signed ones do not meet unsigned ones of 64 bits.

import type { JoinClass } from '../check/rule.js';
import type { FieldType } from '../events/catalogue.js';

export function classType(joined: JoinClass): FieldType {
  if (joined.agreeAs !== 'value') {
    return { kind: joined.agreeAs };
  }
  const types = joined.members.map((member) => member.field.type);
  const first = types[0]!;
  if (first.kind === 'string') {
    return { kind: 'string', bytes: Math.max(...types.map((type) => (type.kind === 'string' ? type.bytes : 0))) };
  }
  if (first.kind === 'address') {
    return first;
  }
  const integers = types.map((type) =>
    type.kind === 'integer' ? type : ({ kind: 'integer', bits: 32, signed: false, cType: '__u32' } as const),
  );
  const same = integers.every((type) => type.bits === integers[0]!.bits && type.signed === integers[0]!.signed);
  if (same) {
    return integers[0]!;
  }
  const signed = integers.some((type) => type.signed);
  return { kind: 'integer', bits: 64, signed, cType: signed ? '__s64' : '__u64' };
}
