/** Takes what a kernel wrote to its console and returns the lines that say that something is wrong with it. */

/**
 * Boot messages of emulated hardware also contain "warning" and "error", so
 * this names what the kernel prints for a defect, and nothing more.
 */
const COMPLAINTS: readonly RegExp[] = [
  /^WARNING: /,
  /\bBUG: /,
  /\bkernel BUG at /,
  /\bOops\b/,
  /\bKernel panic - not syncing/,
  /\bgeneral protection fault\b/,
  /\bunable to handle (kernel|page fault)/i,
  /\bdivide error\b/,
  /\bstack segment\b/,
  /\bCall Trace:/,
  /^RIP: 0010:/,
  /\brcu.*\b(self-)?detected (expedited )?stalls?\b/,
  /\brcu: .*\bkthread starved\b/,
  /\bINFO: task .* blocked for more than\b/,
  /\bINFO: possible recursive locking\b/,
  /\bINFO: trying to register non-static key\b/,
  /\bsuspicious RCU usage\b/,
  /\bwatchdog: .*lockup\b/,
  /\bscheduling while atomic\b/,
  /\bsleeping function called from invalid context\b/,
  /\brefcount_t: /,
  /\blist_(add|del) corruption\b/,
  /\b(KASAN|KFENCE|KCSAN|UBSAN): /,
  /\bunreferenced object\b/,
];

/** The last two are numbers of processor and of task, under CONFIG_PRINTK_CALLER. */
const PREFIX = /^(<\d+>)?\[\s*\d+\.\d+\](\[\s*[CT]\d+\])?\s*/;

/** Behind 'Call Trace:'; one that begins with a question mark is a guess. */
const FRAME = /^ ?(\S+\+0x[0-9a-f]+\/0x[0-9a-f]+)( \[\S+\])?$/;
const NO_FRAME = /^ ?(\? .*|<\/?[A-Z]+>)$/;
const MOST_FRAMES = 16;

export function kernelComplaints(console: string): string[] {
  const lines = console.split('\n').map((line) => line.trimEnd().replace(PREFIX, ''));
  return lines.flatMap((line, index) => {
    if (!COMPLAINTS.some((complaint) => complaint.test(line))) return [];
    return line.endsWith('Call Trace:') ? [[line, ...framesFrom(lines, index + 1)].join(' ')] : [line];
  });
}

function framesFrom(lines: readonly string[], from: number): readonly string[] {
  const frames: string[] = [];
  for (const line of lines.slice(from)) {
    const [, frame] = FRAME.exec(line) ?? [];
    if (frame !== undefined && frames.length < MOST_FRAMES) frames.push(frame);
    else if (frame === undefined && !NO_FRAME.test(line)) break;
  }
  return frames;
}
