/** Boots each kernel and checks that every way a guest can end is told from every other. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootVm, type VmOptions } from './boot-vm.js';
import { fetchKernel, KERNEL_SERIES, type Kernel } from './fetch-kernel.js';
import type { VmResult } from './watch-vm.js';

/** A download is part of it when the cache is empty. */
const FETCH_MS = 600_000;
const COMMAND_SECONDS = 60;
const VM_MS = 150_000;

describe.each(KERNEL_SERIES)('a virtual machine with Debian’s %s', (series) => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await fetchKernel(series);
  }, FETCH_MS);

  const shell = (script: string, options: Partial<VmOptions> = {}): Promise<VmResult> =>
    bootVm({ kernel, command: ['sh', '-c', script], timeoutSeconds: COMMAND_SECONDS, ...options });

  it('runs a command of the host in a guest made for tracing', { timeout: VM_MS }, async () => {
    const share = await mkdtemp(join(tmpdir(), 'wmk-share-'));
    const hidden = await mkdtemp(join(tmpdir(), 'wmk-hidden-'));
    try {
      const streamed: Uint8Array[] = [];
      const result = await shell(
        [
          'uname -r',
          'nproc',
          'ls -d "$PWD/package.json"',
          '[ -e "$HIDDEN" ] && echo the /tmp of the host is to be seen',
          'grep -ow bpf /sys/kernel/security/lsm',
          'for type in cgroup2 bpf securityfs tracefs debugfs devpts; do',
          '  grep -q " $type " /proc/mounts || echo no $type',
          'done',
          'bpftool prog list >/dev/null || echo no bpf',
          'ping -c 1 127.0.0.1 >/dev/null 2>&1 || grep -q 127.0.0.1 /proc/net/fib_trie || echo no lo',
          'echo to stderr >/dev/stderr',
          'echo shared >"$SHARE/file"',
          'touch /usr/of-the-guest',
        ].join('\n'),
        {
          share,
          environment: { SHARE: share, HIDDEN: hidden },
          onOutput: (bytes) => void streamed.push(bytes),
        },
      );
      expect(result).toMatchObject({ kind: 'exited', status: 0, kernelComplaints: [] });
      expect(result.output.split('\n')).toEqual([
        kernel.release,
        '2',
        join(process.cwd(), 'package.json'),
        'bpf',
        'to stderr',
        '',
      ]);
      expect(Buffer.concat(streamed).toString()).toBe(result.output);
      expect(await readFile(join(share, 'file'), 'utf8')).toBe('shared\n');
      await expect(readFile('/usr/of-the-guest')).rejects.toThrow('ENOENT');
    } finally {
      await rm(share, { recursive: true });
      await rm(hidden, { recursive: true });
    }
  });

  it(
    "passes on the command's status, and ends what it left running",
    { timeout: VM_MS },
    async () => {
      const result = await shell('sleep 1000 & echo a quote "\'" and a tail; exit 7');
      expect(result).toMatchObject({ kind: 'exited', status: 7, output: "a quote ' and a tail\n" });
    },
  );

  it('tells a guest that panics from a command that fails', { timeout: VM_MS }, async () => {
    const result = await shell('echo c >/proc/sysrq-trigger');
    expect(result).toMatchObject({ kind: 'died' });
    expect(result).toHaveProperty('reason', expect.stringContaining('Kernel panic'));
    expect(result.kernelComplaints).not.toEqual([]);
  });

  it('takes a guest that ends without a verdict for dead', { timeout: VM_MS }, async () => {
    const result = await shell('echo b >/proc/sysrq-trigger; sleep 1000');
    expect(result).toMatchObject({ kind: 'died', reason: 'the guest ended without a verdict' });
  });

  it("reports the kernel's complaints beside a status of 0", { timeout: VM_MS }, async () => {
    const result = await shell('echo "WARNING: CPU: 0 PID: 1 at made/up.c:1" >/dev/kmsg');
    expect(result).toMatchObject({
      kind: 'exited',
      status: 0,
      kernelComplaints: ['WARNING: CPU: 0 PID: 1 at made/up.c:1'],
    });
  });

  it('ends a command that hangs, and keeps its output', { timeout: VM_MS }, async () => {
    const result = await shell('echo before; sleep 1000', { timeoutSeconds: 15 });
    expect(result).toMatchObject({ kind: 'timed-out', output: 'before\n' });
  });

  it('tells a guest that does not boot from one that times out', { timeout: VM_MS }, async () => {
    const result = await shell('true', { kernel: { ...kernel, bootModules: '/dev/null' } });
    expect(result).toMatchObject({ kind: 'did-not-boot', output: '' });
  });
});
