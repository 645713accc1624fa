// How far a replay is: in go the replay and the time, out comes a line on a terminal that is written over, twice a second.

import type { Replay } from '../replay/replay.js';

const intervalMs = 500;

export class Progress {
  private readonly begun = Date.now();
  private last = this.begun;
  private isShown = false;

  /** `write` is null where nobody looks. */
  constructor(private readonly write: ((text: string) => void) | null) {}

  show(replay: Replay): void {
    const now = Date.now();
    if (this.write === null || now - this.last < intervalMs) {
      return;
    }
    this.last = now;
    this.isShown = true;
    const perSecond = Math.round(replay.nrLines / ((now - this.begun) / 1000));
    this.write(`\r${group(replay.nrLines)} lines, ${group(perSecond)} a second, ${group(replay.nrMatches)} matches\x1b[K`);
  }

  /** Before anything else is written. */
  clear(): void {
    if (this.isShown) {
      this.isShown = false;
      this.write?.('\r\x1b[K');
    }
  }
}

function group(count: number): string {
  return count.toLocaleString('en-US');
}
