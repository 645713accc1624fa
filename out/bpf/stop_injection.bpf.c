// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/stop_injection.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   20  RULE stop_injection
 *   21  PATTERN { [(fileopen:looked | syscall:writes), ptraceattach:a] }
 *   22  WHERE {
 *   23      [ProcessId],
 *   24      looked.Path LIKE "/proc/\*\/maps",
 *   25      writes.Abi == WMK_ABI_64, writes.SyscallNr == __NR_process_vm_writev,
 *   26      a.TargetProcess != a.ProcessId
 *   27  }
 *   28  WITHIN { 10 s }
 *   29  RETURN { looked.Path, a.TargetProcess AS target, a.TargetComm, comm() AS program, pid() AS process, uid() AS user }
 *   30  SELECT { any(1) }
 *   31  DO     { deny(EPERM); }
 *
 *     start  -- fileopen where Path LIKE "/proc/\*\/maps" --> looked
 *            -- syscall where Abi == WMK_ABI_64 and SyscallNr == __NR_process_vm_writev
 *               --> writes
 *     looked -- ptraceattach where TargetProcess != ProcessId --> match
 *     writes -- ptraceattach where TargetProcess != ProcessId --> match (2)
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.any.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmk.react.h"
#include "wmk.path.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	STOP_INJECTION_RULE,
	NR_RULES
};

enum {
	SYSCALL_KIND,
	FILEOPEN_KIND,
	PTRACEATTACH_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	SYSCALL_AT_TP_BTF_SYS_ENTER,
	FILEOPEN_AT_LSM_FILE_OPEN,
	FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN,
	PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK,
	PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK,
	END_AT_TP_BTF_SCHED_PROCESS_FREE,
	NR_POINTS
};

enum {
	BY_PROCESS_TABLE,
	NR_TABLES
};

struct wmk_stats {
	__u64 kinds[NR_KINDS];
	__u64 outside[NR_KINDS];
	struct wmk_rule_stats rules[NR_RULES];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct wmk_stats);
} wmk_stats SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1048576);
} wmk_records SEC(".maps");

/* Written by the loader: when all programs were attached, in ns; 0: events are not read. */
__u64 wmk_active SEC(".data.wmk_active") = 0;

/* Written by the loader: 1 for the first point of a kind that this kernel has. */
const volatile __u8 wmk_raise[NR_POINTS] SEC(".rodata.wmk_raise") = {
	[SYSCALL_AT_TP_BTF_SYS_ENTER] = 1,
	[FILEOPEN_AT_LSM_FILE_OPEN] = 1,
	[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN] = 1,
	[PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK] = 1,
	[PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK] = 1,
	[END_AT_TP_BTF_SCHED_PROCESS_FREE] = 1,
};

/* Written by the loader: 1 where events are counted and no rule reads them. */
const volatile __u8 wmk_counts_only SEC(".rodata.wmk_counts_only") = 0;

/* Written by the loader: whose events a rule reads; behind the rules, whose events any does. */
#define WHOLE_OBJECT NR_RULES

const volatile struct wmk_scope wmk_scopes[NR_RULES + 1] SEC(".rodata.wmk_scopes") = {};

/* Behind those of scopes: the cgroup that is not reacted upon. */
#define SPARED_CGROUP (NR_RULES + 1)

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, NR_RULES + 2);
	__type(key, __u32);
	__type(value, __u32);
} wmk_cgroups SEC(".maps");

/* Where no scope is asked for, the verifier leaves nothing of this. */
static __always_inline bool in_scope(__u32 scope)
{
	return !wmk_scopes[scope].asked ||
	       wmk_is_inside(&wmk_scopes[scope], &wmk_cgroups, scope);
}

/* Records lost, over all CPUs: a record says how many were before it. */
__u32 wmk_lost[NR_RULES] SEC(".data.wmk_lost") = {};

static __always_inline struct wmk_stats *stats_here(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&wmk_stats, &zero);
}

static __always_inline void count_outside(__u32 kind)
{
	struct wmk_stats *stats = stats_here();

	if (stats)
		wmk_count(&stats->outside[kind]);
}

/*
 * Which rules are enforced: a struct wmk_arms. Written by the loader; until then nothing is done.
 */
volatile struct {
	__u32 magic;
	__u32 nr_rules;
	__u64 lease;
	__u32 rules[NR_RULES];
} wmk_arms SEC(".data.wmk_arms") = { .magic = WMK_ARMS_MAGIC, .nr_rules = NR_RULES };

/* Written by the loader: how often each rule reacts, and upon whom it does not. */
const volatile struct wmk_pace wmk_paces[NR_RULES] SEC(".rodata.wmk_paces") = {};
const volatile __u8 wmk_spares[NR_RULES] SEC(".rodata.wmk_spares") = {
	[STOP_INJECTION_RULE] = WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL,
};
const volatile __u32 wmk_loader SEC(".rodata.wmk_loader") = 0;
const volatile struct wmk_scope wmk_spared[WMK_NR_SPARED] SEC(".rodata.wmk_spared") = {};

/* When each rule has back what it took: ns, CLOCK_BOOTTIME. */
__u64 wmk_paced[NR_RULES] SEC(".data.wmk_paced") = {};

static __always_inline bool is_spared(__u32 rule)
{
	__u32 i;

	if (wmk_is_spared(wmk_spares[rule], wmk_loader))
		return true;
	for (i = 0; i < WMK_NR_SPARED; i++)
		if (wmk_spared[i].asked &&
		    wmk_is_inside(&wmk_spared[i], &wmk_cgroups, SPARED_CGROUP))
			return true;
	return false;
}

static __noinline __u32 judge(__u32 rule, bool has_task)
{
	__u64 now = bpf_ktime_get_boot_ns();

	if (!wmk_arms.rules[rule])
		return WMK_MONITORED;
	if (now > wmk_arms.lease)
		return WMK_LAPSED;
	if (has_task && is_spared(rule))
		return WMK_SPARED;
	return wmk_take_turn(&wmk_paces[rule], &wmk_paced[rule], now);
}

/* A thread enters a system call. */
struct syscall_event {
	__u64 TimeStamp;
	__u64 ProcessId_start;
	__s32 SyscallNr;
	enum wmk_syscall_abi Abi;
	__u32 ProcessId;
};

/* A file is about to be opened; permission was granted by what was asked before. */
struct fileopen_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 ProcessId_start;
	__u32 ProcessId;
};

/*
 * A process asks for what a debugger may: to attach to a thread, or to write into the memory of
 * another process.
 */
struct ptraceattach_event {
	__u64 TimeStamp;
	char TargetComm[16] wmk_words;
	__u64 ProcessId_start;
	__u32 TargetProcess;
	__u32 ProcessId;
};

/* LIKE "/proc\\057*\\057maps" */
#define scan_0_classes 9

static const __u8 scan_0_class[256] wmk_table =
		{ [0x2f] = 1, [0x61] = 2, [0x63] = 3, [0x6d] = 4, [0x6f] = 5, [0x70] = 6, [0x72] =
		7, [0x73] = 8 };

static const __u8 scan_0_next[13][scan_0_classes] wmk_table = {
	{ 1, 2, 1, 1, 1, 1, 1, 1, 1 },
	{ 1, 1, 1, 1, 1, 1, 1, 1, 1 },
	{ 1, 1, 1, 1, 1, 1, 3, 1, 1 },
	{ 1, 1, 1, 1, 1, 1, 1, 4, 1 },
	{ 1, 1, 1, 1, 1, 5, 1, 1, 1 },
	{ 1, 1, 1, 6, 1, 1, 1, 1, 1 },
	{ 1, 7, 1, 1, 1, 1, 1, 1, 1 },
	{ 7, 8, 7, 7, 7, 7, 7, 7, 7 },
	{ 7, 8, 7, 7, 9, 7, 7, 7, 7 },
	{ 7, 8, 10, 7, 7, 7, 7, 7, 7 },
	{ 7, 8, 7, 7, 7, 7, 11, 7, 7 },
	{ 7, 8, 7, 7, 7, 7, 7, 7, 12 },
	{ 7, 8, 7, 7, 7, 7, 7, 7, 7 },
};

/* Rule stop_injection, rules/stop_injection.wmk:20 */

enum {
	STOP_INJECTION_START = 1,
	STOP_INJECTION_AFTER_LOOKED = 2,	/* fileopen */
	STOP_INJECTION_AFTER_WRITES = 3,	/* syscall */
	STOP_INJECTION_ACCEPT = 4,	/* fileopen, ptraceattach */
	STOP_INJECTION_ACCEPT__2 = 5,	/* syscall, ptraceattach */
	NR_STOP_INJECTION_STATES,
	NR_STOP_INJECTION_RUNS = 1,	/* of a key, at the most */
	NR_STOP_INJECTION_ORDER = 2,	/* powers of two */
	NR_STOP_INJECTION_LIST = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	STOP_INJECTION_ON_FILEOPEN = 1,	/* fileopen as looked */
	STOP_INJECTION_ON_SYSCALL = 2,	/* syscall as writes */
	STOP_INJECTION_ON_PTRACEATTACH = 3,	/* ptraceattach as a */
	NR_STOP_INJECTION_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	STOP_INJECTION_TAKES_LOOKED = 1 << 0,
	STOP_INJECTION_TAKES_A = 1 << 1,
};

static const struct wmk_any_move
stop_injection_moves[NR_STOP_INJECTION_STATES][NR_STOP_INJECTION_LETTERS] wmk_table = {
	[STOP_INJECTION_START][STOP_INJECTION_ON_FILEOPEN] =
			{ .to = STOP_INJECTION_AFTER_LOOKED, .takes = STOP_INJECTION_TAKES_LOOKED },
	[STOP_INJECTION_START][STOP_INJECTION_ON_SYSCALL] = { .to = STOP_INJECTION_AFTER_WRITES },
	[STOP_INJECTION_AFTER_LOOKED][STOP_INJECTION_ON_PTRACEATTACH] =
			{ .stays = STOP_INJECTION_AFTER_LOOKED, .accepts = STOP_INJECTION_ACCEPT,
			.takes = STOP_INJECTION_TAKES_A },
	[STOP_INJECTION_AFTER_WRITES][STOP_INJECTION_ON_PTRACEATTACH] =
			{ .stays = STOP_INJECTION_AFTER_WRITES, .accepts = STOP_INJECTION_ACCEPT__2,
			.takes = STOP_INJECTION_TAKES_A },
};

struct stop_injection_run {
	struct wmk_run run;
	char looked_Path[256] wmk_words;	/* rules/stop_injection.wmk:21 */
};

/* A run that completed, and what its last event gives the record. */
struct stop_injection_match {
	struct stop_injection_run run;
	char a_TargetComm[16] wmk_words;	/* rules/stop_injection.wmk:21 */
	__u32 a_TargetProcess;	/* rules/stop_injection.wmk:21 */
};

struct stop_injection_matches {
	struct wmk_matches head;
	struct stop_injection_match of[1 + NR_STOP_INJECTION_LIST];
};

struct stop_injection_forks {
	struct wmk_forks head;
	struct stop_injection_run of[NR_STOP_INJECTION_LIST];
};

/* A struct wmk_pool. */
struct stop_injection_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_STOP_INJECTION_ORDER];
	struct stop_injection_run runs[NR_STOP_INJECTION_RUNS + 1];
};

static const struct wmk_rule stop_injection = {
	.any_moves = &stop_injection_moves[0][0],
	.nr_letters = NR_STOP_INJECTION_LETTERS,
	.nr_live = STOP_INJECTION_ACCEPT,
	.dead = NR_STOP_INJECTION_STATES,
	.run_bytes = sizeof(struct stop_injection_run),
	.window = 10000000000ULL,	/* ns */
	.nr_runs = NR_STOP_INJECTION_RUNS,
	.runs_at = offsetof(struct stop_injection_pool, runs),
	.order_mask = NR_STOP_INJECTION_ORDER - 1,
	.all = true,
	.matches_at = offsetof(struct stop_injection_matches, of),
	.match_bytes = sizeof(struct stop_injection_match),
	.list_mask = NR_STOP_INJECTION_LIST - 1,
};

static const __u8 stop_injection_fileopen_letters[2] wmk_table = {
	[1] = STOP_INJECTION_ON_FILEOPEN,
};

static __always_inline __u64 stop_injection_fileopen_letter(const struct fileopen_event *e)
{
	__u64 truth = 0;

	/* rules/stop_injection.wmk:24: looked.Path LIKE "/proc/\*\/maps" */
	truth = wmk_note(truth,
			wmk_scan(e->Path, 256, scan_0_class, &scan_0_next[0][0], scan_0_classes, 13,
			12), 0);
	barrier_var(truth);
	return wmk_hide(stop_injection_fileopen_letters[truth & (2 - 1)]);
}

static __always_inline void stop_injection_fileopen_update(void *run, const void *event,
		__u64 takes)
{
	struct stop_injection_run *to = run;
	const struct fileopen_event *e = event;

	if (takes & STOP_INJECTION_TAKES_LOOKED) {
		wmk_copy(to->looked_Path, e->Path, sizeof(to->looked_Path));
	}
}

static const struct wmk_reader stop_injection_fileopen_reader = {
	.begins = true,
	.update = stop_injection_fileopen_update,
};

static const __u8 stop_injection_syscall_letters[4] wmk_table = {
	[3] = STOP_INJECTION_ON_SYSCALL,
};

static __always_inline __u64 stop_injection_syscall_letter(const struct syscall_event *e)
{
	__u64 truth = 0;

	/* rules/stop_injection.wmk:25: writes.Abi == WMK_ABI_64 */
	truth = wmk_note(truth, (__s64)e->Abi == 0, 0);
	/* rules/stop_injection.wmk:25: writes.SyscallNr == __NR_process_vm_writev */
	truth = wmk_note(truth, e->SyscallNr == 311, 1);
	barrier_var(truth);
	return wmk_hide(stop_injection_syscall_letters[truth & (4 - 1)]);
}

static const struct wmk_reader stop_injection_syscall_reader = {
	.begins = true,
};

static const __u8 stop_injection_ptraceattach_letters[2] wmk_table = {
	[1] = STOP_INJECTION_ON_PTRACEATTACH,
};

/* The conditions on what is read first. */
static __always_inline __u64 stop_injection_ptraceattach_early(const struct ptraceattach_event *e)
{
	__u64 truth = 0;

	/* rules/stop_injection.wmk:26: a.TargetProcess != a.ProcessId */
	truth = wmk_note(truth, (__s64)e->TargetProcess != (__s64)e->ProcessId, 0);
	return truth;
}

static __always_inline __u64 stop_injection_ptraceattach_letter(const struct ptraceattach_event *e)
{
	__u64 truth = stop_injection_ptraceattach_early(e);

	barrier_var(truth);
	return wmk_hide(stop_injection_ptraceattach_letters[truth & (2 - 1)]);
}

static __always_inline void stop_injection_ptraceattach_finish(void *match, const void *event,
		__u64 takes)
{
	struct stop_injection_match *to = match;
	const struct ptraceattach_event *e = event;

	if (takes & STOP_INJECTION_TAKES_A) {
		to->a_TargetProcess = e->TargetProcess;
		wmk_copy(to->a_TargetComm, e->TargetComm, sizeof(to->a_TargetComm));
	}
}

static const struct wmk_reader stop_injection_ptraceattach_reader = {
	.completes = true,
	.finish = stop_injection_ptraceattach_finish,
};

/* Columns of steps that a match in this state has not taken. */
static const __u64 stop_injection_unbound_2[NR_STOP_INJECTION_STATES] wmk_table = {
	[STOP_INJECTION_ACCEPT__2] = 0x1ULL,
};

struct stop_injection_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "looked.Path" */
	__u32 column_1;	/* "target" */
	char column_2[16] wmk_words;	/* "a.TargetComm" */
	char column_3[16] wmk_words;	/* "program" */
	__u32 column_4;	/* "process" */
	__u32 column_5;	/* "user" */
};

/* Calls of DO that change the system, a bit each. */
enum {
	STOP_INJECTION_DENY = 0,	/* rules/stop_injection.wmk:31: deny(EPERM); */
};

/* DO of stop_injection: which of its calls the match comes to. */
static __noinline __u64 stop_injection_react(const struct stop_injection_match *match wmk_unused,
		__u64 now wmk_unused, __u64 cgroup wmk_unused,
		struct wmk_rule_stats *stats wmk_unused)
{
	__u64 reached = 0;

	/* rules/stop_injection.wmk:31: deny(EPERM); */
	reached |= 1ULL << STOP_INJECTION_DENY;
	return reached;
}

/* Does what a match of stop_injection came to, if it is to be done. */
static __noinline void stop_injection_perform(struct wmk_reacted *of, struct wmk_answer *answer,
		struct wmk_rule_stats *stats)
{
	if (!wmk_is_done(of, answer, judge(STOP_INJECTION_RULE, answer->has_task), stats))
		return;
	if (of->reached & 1ULL << STOP_INJECTION_DENY)
		wmk_called(of, STOP_INJECTION_DENY, wmk_deny(answer, 1));
}

static __always_inline void stop_injection_emit(const struct stop_injection_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats, struct wmk_answer *answer)
{
	struct stop_injection_record *record;
	__u64 state = match->run.run.state;
	struct wmk_reacted reacted = {};

	wmk_count(&stats->matches);
	reacted.reached = stop_injection_react(match, now, cgroup, stats);
	if (reacted.reached)
		stop_injection_perform(&reacted, answer, stats);
	wmk_meet();
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[STOP_INJECTION_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, STOP_INJECTION_RULE, wmk_lost[STOP_INJECTION_RULE], now,
			cgroup);
	wmk_tell_reacted(&record->head, &reacted);
	barrier_var(state);
	record->head.nulls = state < NR_STOP_INJECTION_STATES ? stop_injection_unbound_2[state] : 0;
	wmk_copy(record->column_0, match->run.looked_Path, sizeof(record->column_0));
	record->column_1 = match->a_TargetProcess;
	wmk_copy(record->column_2, match->a_TargetComm, sizeof(record->column_2));
	wmk_fill_comm(record->column_3, sizeof(record->column_3));
	record->column_4 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	record->column_5 = (__u32)bpf_get_current_uid_gid();
	bpf_ringbuf_submit(record, 0);
}

struct stop_injection_emission {
	struct stop_injection_matches *matches;
	__u64 now;
	__u64 cgroup;
	struct wmk_rule_stats *stats;
	struct wmk_answer *answer;
};

static long stop_injection_emit_number(__u32 i, struct stop_injection_emission *of)
{
	const void *match = wmk_match(&stop_injection, &of->matches->head, i);

	stop_injection_emit(match, of->now, of->cgroup, of->stats, of->answer);
	return 0;
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct stop_injection_pool stop_injection;
};

#define NR_BY_PROCESS_BUCKETS 16384

struct by_process_bucket {
	struct bpf_spin_lock lock;
	struct wmk_key ways[WMK_WAYS];
	struct by_process_key keys[WMK_WAYS];
	struct by_process_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_PROCESS_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_process_bucket);
} by_process SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_process_find(struct by_process_bucket *bucket,
				      const struct by_process_key *key, __u32 tag,
				      bool begins, __u64 now, struct wmk_stats *stats)
{
	__u32 way;

	way = wmk_find(bucket->ways, bucket->keys, key, sizeof(*key), tag);
	if (way < WMK_WAYS || !begins)
		return way;
	way = wmk_room(bucket->ways, now);
	if (way >= WMK_WAYS)
		return WMK_WAYS;
	way = wmk_way(way);
	if (bucket->ways[way].tag) {
		wmk_add(&stats->rules[STOP_INJECTION_RULE].expired,
			wmk_pool_end(&stop_injection, &bucket->runs[way].stop_injection));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* Ends the key of a process. */
static __always_inline void by_process_end(struct task_struct *task, struct wmk_stats *stats)
{
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	key.ProcessId = task->tgid;
	key.ProcessId_start = task->start_time;
	hash = wmk_hash(&key, sizeof(key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key, sizeof(key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_add(&stats->rules[STOP_INJECTION_RULE].ended,
			wmk_pool_end(&stop_injection, &bucket->runs[way].stop_injection));
		bucket->ways[way].tag = 0;
		bucket->ways[way].live = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* What stands in memory while the event is shown to rules in by_process. */
struct syscall_by_process_work {
	struct {
		__u32 stop_injection;
	} letters;
};

struct syscall_frame {
	struct syscall_event event;
	struct syscall_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct fileopen_by_process_work {
	struct {
		__u32 stop_injection;
	} letters;
};

struct fileopen_frame {
	struct fileopen_event event;
	struct fileopen_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct ptraceattach_by_process_work {
	struct {
		struct stop_injection_matches stop_injection;
	} matches;
	struct {
		__u32 stop_injection;
	} letters;
};

struct ptraceattach_frame {
	struct ptraceattach_event event;
	struct wmk_answer answer;
	struct ptraceattach_by_process_work by_process;
};

/*
 * Memory for frames that are too large for the stack. A program may be
 * preempted by another one on its CPU, so there are several a CPU, each with
 * a flag; where all are taken the event is lost and counted as busy.
 */
#define NR_SCRATCH 4

struct wmk_scratch {
	__u64 taken;
	union {
		struct syscall_frame syscall;
		struct fileopen_frame fileopen;
		struct ptraceattach_frame ptraceattach;
	};
};

/* Not a per-CPU array, which takes no value above 32 KiB. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SCRATCH * WMK_CPUS);
	__type(key, __u32);
	__type(value, struct wmk_scratch);
} wmk_scratch SEC(".maps");

static __always_inline struct wmk_scratch *take_scratch(void)
{
	struct wmk_scratch *scratch;
	__u32 i, index, first = bpf_get_smp_processor_id() * NR_SCRATCH;

	for (i = 0; i < NR_SCRATCH; i++) {
		index = first + i;
		scratch = bpf_map_lookup_elem(&wmk_scratch, &index);
		if (scratch && !__sync_lock_test_and_set(&scratch->taken, 1))
			return scratch;
	}
	return NULL;
}

static __always_inline void give_scratch(struct wmk_scratch *scratch)
{
	__sync_lock_test_and_set(&scratch->taken, 0);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void syscall_by_process(struct syscall_frame *frame, struct wmk_stats *stats)
{
	struct syscall_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_INJECTION_RULE))
		return;
	work->letters.stop_injection = stop_injection_syscall_letter(&frame->event);
	barrier();
	if (!work->letters.stop_injection)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_process_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&stop_injection, work->letters.stop_injection),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_injection,
			.reader = &stop_injection_syscall_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_injection,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_INJECTION_RULE],
		}, &bucket->runs[way].stop_injection);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&stop_injection, work->letters.stop_injection))
			wmk_count(&stats->rules[STOP_INJECTION_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void syscall_read(struct syscall_frame *frame, struct wmk_stats *stats)
{
	syscall_by_process(frame, stats);
}

static __always_inline void syscall_at_tp_btf_sys_enter(__u64 *ctx)
{
	long id = (long)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct syscall_frame *frame;
	struct syscall_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(SYSCALL_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[SYSCALL_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->syscall;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->SyscallNr = wmk_syscall_number(id);
	e->Abi = wmk_syscall_abi(id);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(SYSCALL_KIND, e, sizeof(*e));
	syscall_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void fileopen_by_process(struct fileopen_frame *frame,
		struct wmk_stats *stats)
{
	struct fileopen_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_INJECTION_RULE))
		return;
	work->letters.stop_injection = stop_injection_fileopen_letter(&frame->event);
	barrier();
	if (!work->letters.stop_injection)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_process_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&stop_injection, work->letters.stop_injection),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_injection,
			.reader = &stop_injection_fileopen_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_injection,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_INJECTION_RULE],
		}, &bucket->runs[way].stop_injection);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&stop_injection, work->letters.stop_injection))
			wmk_count(&stats->rules[STOP_INJECTION_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void fileopen_read(struct fileopen_frame *frame, struct wmk_stats *stats)
{
	fileopen_by_process(frame, stats);
}

static __always_inline void fileopen_at_lsm_file_open(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct fileopen_frame *frame;
	struct fileopen_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEOPEN_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEOPEN_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
	fileopen_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void fileopen_at_fentry_security_file_open(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct fileopen_frame *frame;
	struct fileopen_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEOPEN_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEOPEN_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
	fileopen_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void ptraceattach_by_process(struct ptraceattach_frame *frame,
		struct wmk_stats *stats)
{
	struct ptraceattach_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_INJECTION_RULE))
		return;
	work->letters.stop_injection = stop_injection_ptraceattach_letter(&frame->event);
	barrier();
	if (!work->letters.stop_injection)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.stop_injection.head = (struct wmk_matches) {};
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_process_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_injection,
			.reader = &stop_injection_ptraceattach_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_injection,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_INJECTION_RULE],
			.matches = &work->matches.stop_injection,
		}, &bucket->runs[way].stop_injection);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.stop_injection.head.nr + work->matches.stop_injection.head.begun) {
		struct stop_injection_emission of = {
			.matches = &work->matches.stop_injection,
			.now = frame->event.TimeStamp,
			.cgroup = bpf_get_current_cgroup_id(),
			.stats = &stats->rules[STOP_INJECTION_RULE],
			.answer = &frame->answer,
		};

		bpf_loop(work->matches.stop_injection.head.nr + work->matches.stop_injection.head.begun,
			 stop_injection_emit_number, &of, 0);
	}
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool ptraceattach_open(const struct ptraceattach_event *e)
{
	return wmk_open(0x2ULL, stop_injection_ptraceattach_early(e));
}

static __always_inline void ptraceattach_read(struct ptraceattach_frame *frame,
		struct wmk_stats *stats)
{
	ptraceattach_by_process(frame, stats);
}

/* The event is refused with the error that this sets. */
static __always_inline void ptraceattach_at_lsm_ptrace_access_check(__u64 *ctx, __u64 *error)
{
	struct task_struct *target = (struct task_struct *)ctx[0];
	unsigned int mode = (unsigned int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct ptraceattach_frame *frame;
	struct ptraceattach_event *e;
	struct wmk_stats *stats;

	if (!(mode & 0x02))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(PTRACEATTACH_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[PTRACEATTACH_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->ptraceattach;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 1 };
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->TargetProcess = target->tgid;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	if (wmk_record_events || ptraceattach_open(e)) {
		wmk_fill_task_comm(e->TargetComm, 16, target);
		wmk_record_event(PTRACEATTACH_KIND, e, sizeof(*e));
		ptraceattach_read(frame, stats);
	}
	if (!*error)
		*error = frame->answer.error;
	give_scratch(scratch);
}

static __always_inline void ptraceattach_at_fentry_security_ptrace_access_check(__u64 *ctx)
{
	struct task_struct *target = (struct task_struct *)ctx[0];
	unsigned int mode = (unsigned int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct ptraceattach_frame *frame;
	struct ptraceattach_event *e;
	struct wmk_stats *stats;

	if (!(mode & 0x02))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(PTRACEATTACH_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[PTRACEATTACH_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->ptraceattach;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 0 };
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->TargetProcess = target->tgid;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	if (wmk_record_events || ptraceattach_open(e)) {
		wmk_fill_task_comm(e->TargetComm, 16, target);
		wmk_record_event(PTRACEATTACH_KIND, e, sizeof(*e));
		ptraceattach_read(frame, stats);
	}
	give_scratch(scratch);
}

SEC("tp_btf/sys_enter")
int at_tp_btf_sys_enter(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[SYSCALL_AT_TP_BTF_SYS_ENTER])
		syscall_at_tp_btf_sys_enter(ctx);
	return 0;
}

SEC("lsm/file_open")
int at_lsm_file_open(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEOPEN_AT_LSM_FILE_OPEN])
		fileopen_at_lsm_file_open(ctx);
	return 0;
}

SEC("fentry/security_file_open")
int at_fentry_security_file_open(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN])
		fileopen_at_fentry_security_file_open(ctx);
	return 0;
}

SEC("lsm/ptrace_access_check")
long at_lsm_ptrace_access_check(__u64 *ctx)
{
	__u64 error = 0;

	if (!wmk_active)
		return 0;
	if (wmk_raise[PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK])
		ptraceattach_at_lsm_ptrace_access_check(ctx, &error);
	return wmk_refusal(error);
}

SEC("fentry/security_ptrace_access_check")
int at_fentry_security_ptrace_access_check(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK])
		ptraceattach_at_fentry_security_ptrace_access_check(ctx);
	return 0;
}

SEC("tp_btf/sched_process_free")
int at_tp_btf_sched_process_free(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_stats *stats;

	if (!wmk_active)
		return 0;

	stats = stats_here();
	if (!stats)
		return 0;
	if (task == task->group_leader)
		wmk_record_end(WMK_END_PROCESS, task->tgid, task->start_time);
	/* nothing of the process is left */
	if (task == task->group_leader)
		by_process_end(task, stats);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 6,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 11,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 1,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[STOP_INJECTION_RULE] = {
		.name = "stop_injection",
		.source = "rules/stop_injection.wmk:20",
		.first_column = 0,
		.nr_columns = 6,
		.record_bytes = sizeof(struct stop_injection_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
		.first_note = 0,
		.nr_notes = 0,
		.first_reaction = 0,
		.nr_reactions = 1,
	},
};

const struct wmk_column_info wmk_columns[6] SEC(".rodata.wmk") = {
	{
		.label = "looked.Path",
		.offset = offsetof(struct stop_injection_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "target",
		.offset = offsetof(struct stop_injection_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "a.TargetComm",
		.offset = offsetof(struct stop_injection_record, column_2),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "program",
		.offset = offsetof(struct stop_injection_record, column_3),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct stop_injection_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct stop_injection_record, column_5),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_reaction_info wmk_reactions[1] SEC(".rodata.wmk") = {
	{ .call = WMK_DENY, .number = 1, .source = "rules/stop_injection.wmk:31" },
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[SYSCALL_KIND] = {
		.name = "syscall",
		.first_field = 0,
		.nr_fields = 4,
		.event_bytes = sizeof(struct syscall_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILEOPEN_KIND] = {
		.name = "fileopen",
		.first_field = 4,
		.nr_fields = 3,
		.event_bytes = sizeof(struct fileopen_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[PTRACEATTACH_KIND] = {
		.name = "ptraceattach",
		.first_field = 7,
		.nr_fields = 4,
		.event_bytes = sizeof(struct ptraceattach_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[11] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct syscall_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "SyscallNr",
		.offset = offsetof(struct syscall_event, SyscallNr),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "Abi",
		.offset = offsetof(struct syscall_event, Abi),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct syscall_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct syscall_event, ProcessId_start),
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct fileopen_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Path",
		.offset = offsetof(struct fileopen_event, Path),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct fileopen_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct fileopen_event, ProcessId_start),
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct ptraceattach_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "TargetProcess",
		.offset = offsetof(struct ptraceattach_event, TargetProcess),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "TargetComm",
		.offset = offsetof(struct ptraceattach_event, TargetComm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct ptraceattach_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct ptraceattach_event, ProcessId_start),
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[SYSCALL_AT_TP_BTF_SYS_ENTER] = {
		.program = "at_tp_btf_sys_enter",
		.section = "tp_btf/sys_enter",
		.kind = SYSCALL_KIND,
	},
	[FILEOPEN_AT_LSM_FILE_OPEN] = {
		.program = "at_lsm_file_open",
		.section = "lsm/file_open",
		.kind = FILEOPEN_KIND,
	},
	[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN] = {
		.program = "at_fentry_security_file_open",
		.section = "fentry/security_file_open",
		.kind = FILEOPEN_KIND,
	},
	[PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK] = {
		.program = "at_lsm_ptrace_access_check",
		.section = "lsm/ptrace_access_check",
		.kind = PTRACEATTACH_KIND,
		.denies = 1,
	},
	[PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK] = {
		.program = "at_fentry_security_ptrace_access_check",
		.section = "fentry/security_ptrace_access_check",
		.kind = PTRACEATTACH_KIND,
	},
	[END_AT_TP_BTF_SCHED_PROCESS_FREE] = {
		.program = "at_tp_btf_sched_process_free",
		.section = "tp_btf/sched_process_free",
		.kind = WMK_NO_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_PROCESS_TABLE] = {
		.map = "by_process",
		.key = "ProcessId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_process_bucket) / WMK_WAYS,
	},
};
