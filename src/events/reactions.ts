// What DO can do when an event of a kind completes a match: in goes a kind, out comes of every call where it runs, when,
// and what it needs, or why the kind cannot serve it.

import type { EventKind } from './catalogue.js';
import { placesOf } from './places-of.js';

/** Calls that change the system. */
export type SystemCall = 'signal' | 'signal_thread' | 'deny' | 'override' | 'nice';
/** All calls, in the order in which they are listed. */
export type ReactionCall = SystemCall | 'log' | 'emit';

export interface CallFacts {
  readonly name: ReactionCall;
  /** As a rule writes it. */
  readonly form: string;
  readonly runs: 'kernel' | 'loader';
  readonly when: string;
  /** Null: nothing. */
  readonly needs: string | null;
}

export const callFacts: Readonly<Record<ReactionCall, CallFacts>> = {
  signal: {
    name: 'signal', form: 'signal(NUMBER)', runs: 'kernel',
    when: 'at the match: the process takes it before it is in user mode again', needs: 'a current task',
  },
  signal_thread: {
    name: 'signal_thread', form: 'signal_thread(NUMBER)', runs: 'kernel',
    when: 'at the match: the thread takes it before it is in user mode again', needs: 'a current task',
  },
  deny: {
    name: 'deny', form: 'deny(ERROR)', runs: 'kernel',
    when: 'at the match, before the kernel does what was asked for', needs: 'bpf in lsm=, the kernel\'s security modules',
  },
  override: {
    name: 'override', form: 'override(VALUE)', runs: 'kernel',
    when: 'at the match: the function is not run, and returns this', needs: 'a function that the kernel lets be overridden',
  },
  nice: {
    name: 'nice', form: 'nice(NUMBER)', runs: 'loader', when: 'when the loader reads the record',
    needs: 'a current task',
  },
  log: { name: 'log', form: 'log(FORMAT, ...)', runs: 'kernel', when: 'at the match', needs: null },
  emit: { name: 'emit', form: 'emit(VALUE, ...)', runs: 'kernel', when: 'at the match', needs: null },
};

/** What the lists of calls say above all. */
export const ifEnforced = 'those that change the system are done with wmkload --enforce, otherwise only told';

/** Hooks whose result the kernel does not look at (include/linux/lsm_hook_defs.h: those that return void). */
const hooksWithoutAnswer: ReadonlySet<string> = new Set([
  'audit_rule_free', 'bpf_map_free', 'bpf_map_free_security', 'bpf_prog_free', 'bpf_prog_free_security', 'bpf_token_free',
  'bprm_committed_creds', 'bprm_committing_creds', 'cred_free', 'cred_getsecid', 'cred_transfer',
  'current_getsecid_subj', 'd_instantiate', 'file_free_security', 'file_release', 'file_set_fowner', 'ib_free_security',
  'inet_conn_established', 'inet_csk_clone', 'inode_free_security', 'inode_free_security_rcu', 'inode_getsecid',
  'inode_invalidate_secctx', 'inode_post_create_tmpfile', 'inode_post_remove_acl', 'inode_post_removexattr',
  'inode_post_set_acl', 'inode_post_setattr', 'inode_post_setxattr', 'ipc_getsecid', 'key_free', 'key_post_create_or_update',
  'msg_msg_free_security', 'msg_queue_free_security', 'path_post_mknod', 'perf_event_free', 'release_secctx',
  'req_classify_flow', 'sb_delete', 'sb_free_mnt_opts', 'sb_free_security', 'sctp_sk_clone', 'secmark_refcount_dec',
  'secmark_refcount_inc', 'sem_free_security', 'shm_free_security', 'sk_clone_security', 'sk_free_security',
  'sk_getsecid', 'sock_graft', 'task_free', 'task_getsecid_obj', 'task_to_inode', 'tun_dev_free_security',
  'xfrm_policy_free_security', 'xfrm_state_free_security',
]);

/** Whether a program at this attach point can refuse what is about to be done. */
export function canRefuse(section: string): boolean {
  const hook = /^lsm\/(.*)$/.exec(section)?.[1];
  return hook !== undefined && !hooksWithoutAnswer.has(hook);
}

/** Whether a program at this attach point can say what the function returns, which is then not run. */
export function canOverride(section: string): boolean {
  return section.startsWith('fmod_ret/');
}

/** Why an event of the kind cannot be refused, as a clause that begins with 'which'; null: it can. */
export function whyNotRefusable(kind: EventKind): string | null {
  return whyNoAnswer(kind, canRefuse, 'nothing can be refused');
}

function whyNoAnswer(kind: EventKind, can: (section: string) => boolean, what: string): string | null {
  if (kind.phase === 'done') {
    return 'which is read when it is done';
  }
  const place = placesOf(kind).find((points) => !points.some(({ section }) => can(section)));
  const [point] = place ?? [];
  return point === undefined ? null : `which is read at '${point.section}', where ${what}`;
}

/** Points in the scheduler and beneath it that the current task comes to itself; an interrupt does not come by. */
const ofCurrentTask: ReadonlySet<string> = new Set([
  'tp_btf/sched_switch', 'tp_btf/contention_begin', 'tp_btf/contention_end', 'fentry/__oom_kill_process',
]);

/** Points at which the current thread takes no signals any more (kernel/exit.c: PF_EXITING is set before them). */
const ofEndingThread: ReadonlySet<string> = new Set(['tp_btf/sched_process_exit', 'fentry/taskstats_exit']);

/** Why the current task is none that an event of the kind is of, as a clause that begins with 'whose' or 'which'; null: it is. */
function whyNoTask(kind: EventKind): string | null {
  if (kind.subject === 'none' || kind.fields.get('ProcessId')?.read !== 'standard') {
    return 'whose subject is not the current task';
  }
  const interrupt = kind.subject === 'current-in-task' ? undefined
    : kind.attach.bpf.find(({ section }) => !ofCurrentTask.has(section));
  return interrupt === undefined ? null
    : `which may be raised in an interrupt, whoever is current then ('${interrupt.section}')`;
}

function whyNoSignal(kind: EventKind): string | null {
  return whyNoTask(kind) ?? (kind.attach.bpf.some(({ section }) => ofEndingThread.has(section))
    ? 'which is read when the thread ends and takes no signals any more' : null);
}

/** Why the kind cannot serve the call as the last event of a match; null: it can. */
export function whyNot(call: ReactionCall, kind: EventKind): string | null {
  switch (call) {
    case 'signal':
    case 'signal_thread':
      return whyNoSignal(kind);
    case 'nice':
      return whyNoTask(kind);
    case 'deny':
      return whyNotRefusable(kind);
    case 'override':
      return whyNoAnswer(kind, canOverride, 'no function can be overridden');
    case 'log':
    case 'emit':
      return null;
  }
}
