// Names that only one process has.

import { execaNode } from 'execa';
import { expect, it } from 'vitest';
import { claimName } from './claim-name.js';

it('is had by one at a time', async () => {
  const name = `test-${process.pid}`;
  const claim = await claimName(name);
  expect(claim).not.toBeNull();
  expect(await claimName(name)).toBeNull();
  claim?.release();
  const again = await claimName(name);
  expect(again).not.toBeNull();
  again?.release();
});

it('is free again when who had it was killed', async () => {
  const name = `killed-${process.pid}`;
  const script = `require('net').createServer().listen('\\0wmkgen/${name}', () => process.kill(process.pid, 'SIGKILL'))`;
  await execaNode('-e', [script], { reject: false });
  const claim = await claimName(name);
  expect(claim).not.toBeNull();
  claim?.release();
});
