// Whether a value is a member of a set (section 4): in go both, out comes the answer.

import type { AddressPrefix, Members } from '../check/expression.js';

export function isMember(value: bigint | Uint8Array, set: Members): boolean {
  if (typeof value === 'bigint') {
    return set.of === 'integers' && set.members.includes(value);
  }
  switch (set.of) {
    case 'integers': return false;
    case 'strings': return set.members.some((member) => bits(member) === bits(value));
    case 'addresses': return set.members.some((prefix) => bits(value).startsWith(ofPrefix(prefix)));
  }
}

function ofPrefix(prefix: AddressPrefix): string {
  return bits(prefix.address).slice(0, prefix.bits);
}

function bits(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
}
