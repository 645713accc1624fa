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

export function kernelComplaints(console: string): string[] {
  return console
    .split('\n')
    .map((line) => line.trimEnd().replace(PREFIX, ''))
    .filter((line) => COMPLAINTS.some((complaint) => complaint.test(line)));
}
