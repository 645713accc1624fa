/** What every unit test begins with. WMK_SEED has another search of those that draw at random. */

import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach } from 'vitest';

// One that is red today was not green yesterday.
fc.configureGlobal({ seed: Number(process.env['WMK_SEED'] ?? 1) });

// Of tests that wait for nothing the event loop else never turns while a file lasts, and vitest takes a worker that does not
// answer for 60 s for lost ("Timeout calling onTaskUpdate").
afterEach(() => setImmediate());
