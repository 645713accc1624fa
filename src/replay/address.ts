// Addresses, IPv4 ones mapped into IPv6: in goes text, out come sixteen bytes, and back.

import { printAddress as print, readAddress } from '../syntax/address.js';
import { fromBytes, toBytes } from './value.js';

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

/** As inet_ntop(3) does, which prints ::1.2.3.4 so; of a mapped one the IPv4 address. */
export function printAddress(address: string): string {
  const isCompatible = address.startsWith('\0'.repeat(12)) && !address.startsWith('\0\0', 12);
  return `${isCompatible ? '::' : ''}${print(toBytes(isCompatible ? mapped + address.slice(12) : address), 128)}`;
}
