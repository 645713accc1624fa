// Reads a file without trusting its size: in goes a path, out come its bytes, or of a larger one the
// first, more than `mostBytes`.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { maxFileLength } from '../syntax/limits.js';

/** No UTF-16 unit takes more bytes. */
export const mostBytes = 3 * maxFileLength;

/** Throws what the system says. Without `devices`, only regular files: others may never end, or never answer. */
export function readBounded(path: string, { devices }: { readonly devices: boolean }): Uint8Array {
  const file = openSync(path, 'r');
  try {
    if (!devices && !fstatSync(file).isFile()) {
      throw new Error('it is not a regular file');
    }
    const pieces: Uint8Array[] = [];
    let length = 0;
    while (length <= mostBytes) {
      const piece = new Uint8Array(65_536);
      const bytes = readSync(file, piece);
      if (bytes === 0) {
        break;
      }
      pieces.push(piece.subarray(0, bytes));
      length += bytes;
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(file);
  }
}
