// How eBPF programs ask the kernel.

import type { Words } from '../c/words.js';

export const bpfWords: Words = {
  target: 'bpf',
  prefix: '',
  context: {
    pid: '(__u32)(bpf_get_current_pid_tgid() >> 32)',
    tid: '(__u32)bpf_get_current_pid_tgid()',
    ppid: 'bpf_get_current_task_btf()->real_parent->tgid',
    uid: '(__u32)bpf_get_current_uid_gid()',
    gid: '(__u32)(bpf_get_current_uid_gid() >> 32)',
    cpu: 'bpf_get_smp_processor_id()',
    cgroup: 'bpf_get_current_cgroup_id()',
    now: 'bpf_ktime_get_ns()',
  },
  bootClock: 'bpf_ktime_get_boot_ns()',
  mountNamespace: (task) => `${task}->nsproxy->mnt_ns->ns.inum`,
  signal: (number) => `bpf_send_signal(${number})`,
  signalThread: (number) => `bpf_send_signal_thread(${number})`,
  deleteEntry: (map, key) => `bpf_map_delete_elem(&${map}, ${key})`,
  reserve: 'bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0)',
  submit: 'bpf_ringbuf_submit(record, 0)',
  loop: 'bpf_loop',
  engine: 'wmk.bpf.h',
};
