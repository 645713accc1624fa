// Values of a trace: in goes what JSON gave and the type of a field, out comes the value as the kernel's reader would
// have it, or what is wrong with it.

import type { FieldType } from '../events/catalogue.js';
import { spellType } from '../events/spell-type.js';
import { parseAddress } from './address.js';
import { integer, type Value } from './value.js';

/** What stands for an integer that JSON.parse would round; see exact-json.ts. */
export interface LongInteger {
  readonly '\0': string;
}

/** Throws a BadValue. */
export type ReadValue = (value: unknown) => Value;

export class BadValue extends Error {}

/** An integer that a number does not hold exactly: to be read again, exactly. */
export class Inexact extends Error {}

export function readerOf(type: FieldType): ReadValue {
  switch (type.kind) {
    case 'integer': return integerReader(type.bits, type.signed, spellType(type));
    case 'process':
    case 'thread': return integerReader(32, false, spellType(type));
    case 'string': return stringReader(type.bytes);
    case 'address': return addressReader();
  }
}

function integerReader(bits: number, signed: boolean, name: string): ReadValue {
  const [least, most] = signed ? [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n] : [0n, 2n ** BigInt(bits) - 1n];
  const [low, high] = [Math.max(Number(least), Number.MIN_SAFE_INTEGER), Math.min(Number(most), Number.MAX_SAFE_INTEGER)];
  return (value) => {
    if (typeof value === 'number' && value >= low && value <= high && Number.isInteger(value)) {
      return value + 0; // no -0
    }
    const exact = exactInteger(value);
    if (exact < least || exact > most) {
      throw new BadValue(`is ${exact > maxUnsigned || exact < minSigned ? 'beyond 64 bits' : exact}, which is no ${name}`);
    }
    return integer(exact);
  };
}

const maxUnsigned = 2n ** 64n - 1n;
const minSigned = -(2n ** 63n);

function exactInteger(value: unknown): bigint {
  if (Number.isSafeInteger(value)) {
    return BigInt(value as number);
  }
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new Inexact();
  }
  if (isLong(value)) {
    return BigInt(value['\0']);
  }
  throw new BadValue(`is ${called(value)}, expected an integer`);
}

function isLong(value: unknown): value is LongInteger {
  return typeof value === 'object' && value !== null && '\0' in value && typeof value['\0'] === 'string';
}

/** What the kernel's reader would have read: up to a NUL, and no more bytes than there is room for. */
function stringReader(bytes: number): ReadValue {
  return (value) => {
    if (typeof value !== 'string') {
      throw new BadValue(`is ${called(value)}, expected a string`);
    }
    return cutString(isAscii(value) ? value : Buffer.from(value, 'utf8').toString('latin1'), bytes);
  };
}

/** `bytes` are those of the array that it is kept in, its NUL included. */
export function cutString(text: string, bytes: number): string {
  const end = text.indexOf('\0');
  return end === -1 && text.length < bytes ? text : text.slice(0, end === -1 ? bytes - 1 : Math.min(end, bytes - 1));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) {
      return false;
    }
  }
  return true;
}

/** Traces have few addresses, and many times each. */
function addressReader(): ReadValue {
  const known = new Map<string, string>();
  return (value) => {
    if (typeof value !== 'string') {
      throw new BadValue(`is ${called(value)}, expected an address`);
    }
    let address = known.get(value) ?? null;
    if (address === null) {
      address = parseAddress(value);
      if (address === null) {
        throw new BadValue(`is no IPv4 or IPv6 address`);
      }
      if (known.size >= 4096) {
        known.clear();
      }
      known.set(value, address);
    }
    return address;
  };
}

/** For messages. */
export function called(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number') {
    return String(value);
  }
  return typeof value === 'string' ? 'a string' : Array.isArray(value) ? 'a list' : isLong(value) ? 'an integer' : 'an object';
}
