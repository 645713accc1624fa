import { describe, expect, it } from 'vitest';
import { describeKind, listKind, listKinds } from './list.js';
import { ifEnforced } from './reactions.js';
import { readCatalogue } from './read-catalogue.js';

const header = `enum mode { READ = 1, WRITE };

/* A file is opened. */
struct WMK_KIND(open) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
	WMK_BPF_AT("fentry/security_file_open", struct file *file, int mask)
	WMK_BPF_WHEN(file->f_mode)
	WMK_STAP_AT("kprobe.function(\\"security_file_open\\")", struct file *file = pointer_arg(1))
	WMK_STAP_WHEN(file->f_mode)
	WMK_BLIND("O_PATH")
	WMK_STAP_BLIND("what is missed")
	WMK_CONSTANTS(ALL = 0xffffffffffffffff)

	/* Absolute. */
	char Path[256]	WMK_BPF_FILL(fill, file);
	enum mode Mode	WMK_BPF(1);
};

/* A packet. */
struct WMK_KIND(packet) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("fentry/ip_rcv")
	WMK_BPF_ALSO_AT("fentry/ipv6_rcv")
	WMK_BPF_AT("fentry/ip6_rcv_core")
	WMK_STAP_AT("kprobe.function(\\"ip_rcv\\")")
	WMK_STAP_ALSO_AT("kprobe.function(\\"ipv6_rcv\\")")
	WMK_STAP_AT("kprobe.function(\\"ip6_rcv_core\\")")
};
`;

const { catalogue } = readCatalogue([{ path: 'x.h', span: null }], {
  catalogueDirectory: '', readFile: (path) => (path === 'x.h' ? header : null),
});

describe('the list of kinds', () => {
  it('has a line for each', () => {
    expect(listKinds(catalogue)).toBe('open    A file is opened.\npacket  A packet.\n');
  });

  it('puts those of one header together', () => {
    const files: Readonly<Record<string, string>> = {
      'all.h': '#include "e/a.h"\n#include "e/b.h"', 'e/a.h': header, 'e/b.h': header.replaceAll('KIND(', 'KIND(another_'),
    };
    const { catalogue: whole } = readCatalogue([{ path: 'all.h', span: null }], {
      catalogueDirectory: '', readFile: (path) => files[path] ?? null,
    });
    expect(listKinds(whole)).toBe(`a:
  open            A file is opened.
  packet          A packet.

b:
  another_open    A file is opened.
  another_packet  A packet.
`);
  });

  it('shows all of one', () => {
    const [open, packet] = [...catalogue.kinds.values()];
    expect(open === undefined ? '' : listKind(open)).toBe(`open: A file is opened.
read before the kernel does it, of the current task; declared in x.h.

fields:
  char[256]  Path  Absolute.
  enum mode  Mode

fields as most kinds have them:
  __u64          TimeStamp           When the event was read: ns, CLOCK_MONOTONIC.
  wmk_process_t  ProcessId           The process of the current task (tgid).
  wmk_thread_t   ThreadId            The current thread (tid).
  wmk_process_t  ParentId            The parent of the process.
  __u64          StartTime           When the process began: ns, CLOCK_MONOTONIC.
  __u32          UserId              The user of the thread.
  __u32          GroupId             The group of the thread.
  __u32          Cpu                 The CPU that the event was read on.
  char[16]       Comm                The name of the thread, at most 15 bytes.
  __u64          CgroupId            The control group of the process.
  __u32          PidNamespace        The pid namespace of the process, as /proc/PID/ns/pid numbers it.
  __u32          NamespaceProcessId  The number of the process in its pid namespace.
  __u32          MountNamespace      The mount namespace of the thread, as /proc/PID/ns/mnt numbers it; 0 behind its end.

constants:
  READ   1
  WRITE  2
  ALL    18446744073709551615

attach points, the first that the kernel has:
  lsm/file_open(struct file *file)
  fentry/security_file_open(struct file *file, int mask) when file->f_mode

probes of SystemTap, the first that the kernel has:
  kprobe.function("security_file_open") with file = pointer_arg(1) when file->f_mode

DO, where it completes a match (${ifEnforced}):
  signal(NUMBER)         in the kernel, at the match: the process takes it before it is in user mode again; needs a current task
  signal_thread(NUMBER)  in the kernel, at the match: the thread takes it before it is in user mode again; needs a current task
  deny(ERROR)            in the kernel, at the match, before the kernel does what was asked for; needs bpf in lsm=, the kernel's security modules
  override(VALUE)        not of open, which is read at 'lsm/file_open', where no function can be overridden
  nice(NUMBER)           in the loader, when the loader reads the record; needs a current task
  log(FORMAT, ...)       in the kernel, at the match
  emit(VALUE, ...)       in the kernel, at the match

blind to:
  O_PATH

blind with SystemTap also to:
  what is missed
`);
    expect(packet === undefined ? '' : listKind(packet)).toBe(`packet: A packet.
read after the kernel has done it, of no task; declared in x.h.

fields as most kinds have them:
  __u64  TimeStamp  When the event was read: ns, CLOCK_MONOTONIC.
  __u32  Cpu        The CPU that the event was read on.

attach points, the first that the kernel has:
  fentry/ip_rcv()

and attach points, the first that the kernel has:
  fentry/ipv6_rcv()
  fentry/ip6_rcv_core()

probes of SystemTap, the first that the kernel has:
  kprobe.function("ip_rcv")

and probes of SystemTap, the first that the kernel has:
  kprobe.function("ipv6_rcv")
  kprobe.function("ip6_rcv_core")

DO, where it completes a match (${ifEnforced}):
  signal(NUMBER)         not of packet, whose subject is not the current task
  signal_thread(NUMBER)  not of packet, whose subject is not the current task
  deny(ERROR)            not of packet, which is read when it is done
  override(VALUE)        not of packet, which is read when it is done
  nice(NUMBER)           not of packet, whose subject is not the current task
  log(FORMAT, ...)       in the kernel, at the match
  emit(VALUE, ...)       in the kernel, at the match
`);
  });

  it('is data for programs', () => {
    const [open] = [...catalogue.kinds.values()];
    expect(JSON.parse(JSON.stringify(open === undefined ? null : describeKind(open)))).toMatchObject({
      name: 'open',
      phase: 'attempted',
      subject: 'current-in-task',
      constants: { READ: 1, WRITE: 2, ALL: '18446744073709551615' },
      attach: { bpf: [{ section: 'lsm/file_open', place: 0, parameters: [{ type: 'struct file *', name: 'file' }], when: null }, {}], stap: [{
        probe: 'kprobe.function("security_file_open")', place: 0, when: 'file->f_mode',
        parameters: [{ type: 'struct file *', name: 'file', of: 'pointer_arg(1)' }],
      }] },
      blind: ['O_PATH'],
      stapBlind: ['what is missed'],
    });
    expect(open === undefined ? null : describeKind(open)).toMatchObject({ reactions: expect.arrayContaining([
      { call: 'log(FORMAT, ...)', runs: 'kernel', when: 'at the match', needs: null, refused: null },
    ]) as unknown });
  });
});
