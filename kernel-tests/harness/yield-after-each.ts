/**
 * Lets the event loop turn after each test. Of tests that wait for nothing it else never does while a file lasts, and vitest
 * takes a worker that does not answer for 60 s for lost ("Timeout calling onTaskUpdate").
 */

import { setImmediate } from 'node:timers/promises';
import { afterEach } from 'vitest';

afterEach(() => setImmediate());
