// How a module that SystemTap builds asks the kernel: by functions of templates/stap/runtime.

import type { Words } from '../c/words.js';

export const stapWords: Words = {
  target: 'stap',
  // The kernel's headers have names that nobody who writes a rule knows.
  prefix: 'm_',
  context: {
    pid: 'wmk_process()',
    tid: 'wmk_thread()',
    ppid: 'wmk_parent()',
    uid: 'wmk_user()',
    gid: 'wmk_group()',
    cpu: 'wmk_cpu()',
    cgroup: 'wmk_cgroup()',
    now: 'wmk_clock()',
  },
  bootClock: 'wmk_boot_clock()',
  mountNamespace: (task) => `wmk_mount_namespace(${task})`,
  signal: (number) => `wmk_signal(${number}, true)`,
  signalThread: (number) => `wmk_signal(${number}, false)`,
  deleteEntry: (map, key) => `${map}_delete(${key})`,
  reserve: 'wmk_reserve(&wmk_records_ring, sizeof(*record))',
  submit: 'wmk_submit(&wmk_records_ring, record)',
  loop: 'wmk_loop',
  engine: 'wmk.stap.h',
};
