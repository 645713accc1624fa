// The bytes of a trace: in goes a path, or - for standard input, out come pieces of it, unpacked where it was packed with
// gzip, which its first bytes tell.

import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const pieceBytes = 1 << 16;

/** Ends when `stop` fires. Throws what the system says. */
export async function* readTrace(path: string, stop: AbortSignal): AsyncGenerator<Uint8Array> {
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: pieceBytes });
  const end = (): void => void source.destroy();
  stop.addEventListener('abort', end);
  try {
    const pieces = source[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    const head = await readHead(pieces);
    if (head === null || stop.aborted) {
      return;
    }
    const all = Readable.from(joined(head, pieces));
    // what goes wrong is thrown here, where the pieces are taken
    yield* head[0] === 0x1f && head[1] === 0x8b ? pipeline(all, createGunzip({ chunkSize: pieceBytes }), () => undefined) : all;
  } catch (error) {
    if (!stop.aborted) {
      throw error;
    }
  } finally {
    stop.removeEventListener('abort', end);
    end();
  }
}

/** The first piece, of two bytes at least unless there are no more; null: there is nothing. */
async function readHead(pieces: AsyncIterator<Buffer, undefined>): Promise<Buffer | null> {
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await pieces.next();
    if (next.done === true) {
      break;
    }
    head = Buffer.concat([head, next.value]);
  }
  return head.length === 0 ? null : head;
}

async function* joined(head: Buffer, pieces: AsyncIterator<Buffer, undefined>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    yield next.value;
  }
}
