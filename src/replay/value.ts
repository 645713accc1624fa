// What fields, cells and expressions are worth while a trace is replayed. Integers are JavaScript numbers as long as
// those are exact and bigints beyond, never the other way round, so that === compares values.

export type Integer = number | bigint;

/** Strings hold a byte a character; addresses are sixteen of them. */
export type Value = Integer | string;

export function integer(value: bigint): Integer {
  return value >= -lastSafe && value <= lastSafe ? Number(value) : value;
}

const lastSafe = BigInt(Number.MAX_SAFE_INTEGER);

/** As a signed 64-bit integer. */
export function wrap(value: bigint): Integer {
  return integer(BigInt.asIntN(64, value));
}

/** Of two time stamps: signed, as in the kernel's arithmetic. */
export function timeBetween(from: Integer, to: Integer): Integer {
  return typeof from === 'number' && typeof to === 'number' ? to - from : wrap(BigInt(to) - BigInt(from));
}

/** Bytes as a string. */
export function fromBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function toBytes(value: string): Uint8Array {
  return Buffer.from(value, 'latin1');
}
