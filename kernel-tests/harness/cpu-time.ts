/** Returns what this thread has had of a CPU so far, in ms: what it waited for others does not count. Source: proc(5). */

import { readFileSync } from 'node:fs';

export function cpuMilliseconds(): number {
  return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
}
