// Whether a name is this process's alone: in goes the path of a file for it, out comes a claim that ends with this process, or null
// where another one has it.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Claim {
  readonly release: () => void;
}

/**
 * Node locks no files, flock(1) does: for as long as its child reads from this process, which ends with it, however that ends.
 * The file stays, as another process may have it open already. Where it cannot be had, so that nobody knows, the answer is null.
 */
export async function claimName(path: string): Promise<Claim | null> {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch {
    return null;
  }
  const holder = spawn('flock', ['--nonblock', path, 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'], detached: true,
  });
  return new Promise((resolve) => {
    holder.once('error', () => resolve(null));
    holder.once('exit', () => resolve(null));
    holder.stdout.once('data', () => resolve({ release: () => void holder.stdin.end() }));
  });
}
