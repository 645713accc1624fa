/** Checks which lines of a console count as a kernel's complaint. */

import { expect, it } from 'vitest';
import { kernelComplaints } from './kernel-complaints.js';

it.each([
  '[    2.000001] WARNING: CPU: 1 PID: 77 at kernel/bpf/core.c:12 foo+0x1/0x2',
  '[    2.000001] WARNING: kernel/bpf/core.c:12 at foo+0x1/0x2, CPU#1: bar/77',
  '[    2.000001][  T77] WARNING: possible circular locking dependency detected',
  '[    2.000001] BUG: kernel NULL pointer dereference, address: 0000000000000008',
  '[    2.000001] BUG: sleeping function called from invalid context at kernel/x.c:1',
  '[    2.000001] kernel BUG at mm/slub.c:435!',
  '[    2.000001] Oops: 0002 [#1] PREEMPT SMP NOPTI',
  '[    2.000001] general protection fault, probably for non-canonical address 0x1: 0000 [#1]',
  '[    2.000001] Kernel panic - not syncing: Fatal exception',
  '[    2.000001] Call Trace:',
  '[   23.000001] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
  '[   23.000001] rcu: INFO: rcu_preempt self-detected stall on CPU',
  '[  121.000001] INFO: task foo:77 blocked for more than 120 seconds.',
  '[   28.000001] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [foo:77]',
  '[    2.000001] refcount_t: underflow; use-after-free.',
])('counts %s', (line) => {
  expect(kernelComplaints(`[    1.000000] fine\r\n${line}\r\n`)).toHaveLength(1);
});

it('keeps where it was', () => {
  const console = [
    'Call Trace:', ' <IRQ>', ' ? show_regs+0x1/0x2', ' timer+0x1a/0x2b [wmk_x]', ' __hrtimer_run_queues+0x1/0x2', ' </IRQ>', 'Modules linked in: wmk_x',
    ' not+0x1/0x2',
  ].map((line) => `[    2.000001] ${line}`).join('\r\n');
  expect(kernelComplaints(console)).toEqual(['Call Trace: timer+0x1a/0x2b __hrtimer_run_queues+0x1/0x2']);
});

it.each([
  '[    0.700000] mtrr: your CPUs had inconsistent fixed MTRR settings',
  '[    1.200000] Spectre V2 : WARNING: Unprivileged eBPF is enabled with eIBRS on',
  '[    1.200000] ACPI: Early table checksum verification disabled; no BUG',
  '[    0.100000] debug: unable to find a handler',
  '[    2.000000] reboot: Restarting system',
])('does not count %s', (line) => {
  expect(kernelComplaints(line)).toEqual([]);
});
