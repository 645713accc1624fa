// Names that only one process has.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaNode } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimName, type Claim } from './claim-name.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-claim-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Whoever holds it needs a moment to see that he is no longer to. */
async function whenFree(name: string): Promise<Claim | null> {
  let claim = null;
  for (let tries = 0; claim === null && tries < 100; tries++) claim = await claimName(name);
  return claim;
}

it('are had by one at a time, each for itself', async () => {
  const name = join(folder, 'claims/one');
  const claim = await claimName(name);
  const other = await claimName(join(folder, 'claims/other'));
  expect(claim).not.toBeNull();
  expect(other).not.toBeNull();
  expect(await claimName(name)).toBeNull();
  claim?.release();
  const again = await whenFree(name);
  expect(again).not.toBeNull();
  again?.release();
  other?.release();
});

it('are free again when who had one was killed', async () => {
  const name = join(folder, 'one');
  const script = `
    import { spawn } from 'node:child_process';
    const holder = spawn('flock', ['--nonblock', ${JSON.stringify(name)}, 'sh', '-c', 'echo; exec cat'], { detached: true });
    holder.stdout.once('data', () => process.kill(process.pid, 'SIGKILL'));`;
  const { signal } = await execaNode('--input-type=module', ['-e', script], { reject: false });
  expect(signal).toBe('SIGKILL');
  const claim = await whenFree(name);
  expect(claim).not.toBeNull();
  claim?.release();
});

it('are nobody\'s where there can be no file', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await claimName(join(folder, 'file/claims/one'))).toBeNull();
});
