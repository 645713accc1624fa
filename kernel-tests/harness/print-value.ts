/** Takes a value of a record and its type and returns it as wmkload prints it in text. */

import { quote } from '../../src/replay/escape.js';
import { printAddress } from '../../src/syntax/address.js';

export function printValue(value: bigint | Uint8Array | null, type: string): string {
  if (value === null || typeof value === 'bigint') return String(value);
  return type === 'address' ? printAddress(value, 128) : quote(Buffer.from(value).toString('latin1'));
}
