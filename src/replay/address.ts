// Addresses, IPv4 ones mapped into IPv6: in goes text, out come sixteen bytes, and back.

import { readAddress } from '../syntax/address.js';
import { fromBytes } from './value.js';

const mapped = '\0'.repeat(10) + '\xff\xff';

/** Null where it is no address. */
export function parseAddress(text: string): string | null {
  const address = text.length > 45 || text.includes('/') ? null : readAddress(text);
  return address === null ? null : address.bytes.length === 4 ? mapped + fromBytes(address.bytes) : fromBytes(address.bytes);
}

export function hasPrefix(address: string, prefix: string, bits: number): boolean {
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) {
    if (address.charCodeAt(i) !== prefix.charCodeAt(i)) {
      return false;
    }
  }
  const rest = bits & 7;
  return rest === 0 || ((address.charCodeAt(whole) ^ prefix.charCodeAt(whole)) >> (8 - rest)) === 0;
}

/** As inet_ntop(3) does, of a mapped one the IPv4 address. */
export function printAddress(address: string): string {
  if (address.startsWith(mapped)) {
    return printIpv4(address.slice(12));
  }
  const groups = Array.from({ length: 8 }, (_, i) => (address.charCodeAt(2 * i) << 8) | address.charCodeAt(2 * i + 1));
  const zeros = longestZeros(groups);
  // ::1.2.3.4, which is deprecated, is printed so by inet_ntop
  if (zeros.start === 0 && zeros.length === 6) {
    return `::${printIpv4(address.slice(12))}`;
  }
  const hex = (from: number, to: number): string => groups.slice(from, to).map((group) => group.toString(16)).join(':');
  return zeros.length < 2 ? hex(0, 8) : `${hex(0, zeros.start)}::${hex(zeros.start + zeros.length, 8)}`;
}

function printIpv4(bytes: string): string {
  return Array.from(bytes, (byte) => byte.charCodeAt(0)).join('.');
}

/** The first of the longest. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) {
      end++;
    }
    if (end - start > best.length) {
      best = { start, length: end - start };
    }
  }
  return best;
}
