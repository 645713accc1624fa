// Reads a file without trusting its size: in goes a path, out come its first bytes, enough of them to see that a file is
// larger than what is read.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { maxFileLength } from '../syntax/limits.js';

/** No character takes more bytes; one more byte than allowed characters is too many characters. */
const most = 3 * maxFileLength + 3;

/** Throws what the system says. Without `devices`, only regular files: others may never end, or never answer. */
export function readBounded(path: string, { devices }: { readonly devices: boolean }): Uint8Array {
  const file = openSync(path, 'r');
  try {
    if (!devices && !fstatSync(file).isFile()) {
      throw new Error('it is not a regular file');
    }
    const pieces: Uint8Array[] = [];
    let length = 0;
    while (length <= most) {
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
