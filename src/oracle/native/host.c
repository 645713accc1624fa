// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * host.c - runs generated eBPF code as a program of the host: reads traces
 * from its input, calls the programs, and prints records and statistics
 *
 * Input, a line each: "T" begins a trace with all maps as new; "E kind task
 * time a b c d p q address s" is an event, where s is "-" for the empty
 * string; "X point task" calls a program that ends keys. Output: "M rule time
 * nulls values" is a record; "S rule counters alive" at the end of a trace,
 * then "."; "! text" is a mistake of the generated code.
 *
 * GLUE names a header that includes the generated code and says which
 * programs and tables it has.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fed.h"
#include GLUE

#define NR_TASKS	6
#define NR_MAPS		256
#define POISON		0xa5

struct host_map {
	void *map;
	char *values;
	size_t value_bytes;
	__u32 nr_entries;
	__u8 has[NR_TASKS];	/* task storage: for whom there is a value */
};

static struct task_struct tasks[NR_TASKS];
static struct task_struct *current;
static struct fed_event fed;
static struct host_map maps[NR_MAPS];
static int nr_maps, nr_locked;

static void complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("! ");
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
}

/* Of helpers the verifier allows none under a spin lock. */
static void host_helper(const char *name)
{
	if (nr_locked)
		complain("%s under a lock", name);
}

static struct host_map *host_map(void *map, size_t value_bytes, __u32 nr_entries)
{
	int i;

	for (i = 0; i < nr_maps; i++)
		if (maps[i].map == map)
			return &maps[i];
	if (nr_maps == NR_MAPS)
		abort();
	maps[nr_maps] = (struct host_map) {
		.map = map, .value_bytes = value_bytes, .nr_entries = nr_entries,
		.values = calloc(nr_entries, value_bytes),
	};
	return &maps[nr_maps++];
}

static void *host_lookup(void *map, size_t value_bytes, __u32 nr_entries, __u32 index)
{
	host_helper("bpf_map_lookup_elem");
	if (index >= nr_entries)
		return NULL;
	return host_map(map, value_bytes, nr_entries)->values + index * value_bytes;
}

static void *host_task_storage(void *map, size_t value_bytes, struct task_struct *task, __u64 flags)
{
	struct host_map *of = host_map(map, value_bytes, NR_TASKS);
	long i = task - tasks;

	host_helper("bpf_task_storage_get");
	if (!of->has[i] && !(flags & BPF_LOCAL_STORAGE_GET_F_CREATE))
		return NULL;
	of->has[i] = 1;
	return of->values + i * value_bytes;
}

static void host_lock(struct bpf_spin_lock *lock)
{
	if (lock->val || nr_locked)
		complain("a lock is taken twice, or two are");
	lock->val = 1;
	nr_locked++;
}

static void host_unlock(struct bpf_spin_lock *lock)
{
	if (!lock->val)
		complain("a lock is given that was not taken");
	lock->val = 0;
	nr_locked--;
}

static struct task_struct *host_current(void)
{
	host_helper("bpf_get_current_task_btf");
	return current;
}

static __u64 host_pid_tgid(void)
{
	host_helper("bpf_get_current_pid_tgid");
	return (__u64)current->tgid << 32 | (__u32)current->pid;
}

static __u64 host_uid_gid(void)
{
	host_helper("bpf_get_current_uid_gid");
	return 2000ULL << 32 | (__u32)(current->tgid / 10);
}

static long host_comm(char *to, __u32 bytes)
{
	host_helper("bpf_get_current_comm");
	snprintf(to, bytes, "task%d", (int)(current - tasks));
	return 0;
}

static __u64 host_time(void)
{
	host_helper("bpf_ktime_get_ns");
	return fed.time;
}

static void *host_reserve(size_t bytes)
{
	void *record = malloc(bytes);

	host_helper("bpf_ringbuf_reserve");
	memset(record, POISON, bytes);
	return record;
}

static void print_number(const void *at, __u32 bytes, int is_signed)
{
	__s64 s = 0;
	__u64 u = 0;

	memcpy(&u, at, bytes);
	s = (__s64)(u << (64 - 8 * bytes)) >> (64 - 8 * bytes);
	if (is_signed)
		printf(" %lld", (long long)s);
	else
		printf(" %llu", (unsigned long long)u);
}

#if HOST_NR_COLUMNS
static void print_column(const struct wmk_column_info *column, const void *record)
{
	const __u8 *at = record + column->offset;
	__u32 i;

	switch (column->type) {
	case WMK_COLUMN_S64:
	case WMK_COLUMN_U64:
		print_number(at, column->bytes, column->type == WMK_COLUMN_S64);
		break;
	default:
		printf(" x");
		for (i = 0; i < column->bytes; i++) {
			if (column->type == WMK_COLUMN_STRING && !at[i])
				break;
			printf("%02x", at[i]);
		}
		if (column->type == WMK_COLUMN_STRING && i == column->bytes)
			complain("a string does not end");
	}
}
#endif

static void host_submit(void *record)
{
	const struct wmk_record *head = record;
	const struct wmk_rule_info *rule = &wmk_rules[head->rule];

	host_helper("bpf_ringbuf_submit");
	printf("M %u %llu %llu", head->rule, (unsigned long long)head->time,
	       (unsigned long long)head->nulls);
#if HOST_NR_COLUMNS
	__u32 i;

	for (i = 0; i < rule->nr_columns; i++) {
		if (head->nulls >> i & 1)
			printf(" null");
		else
			print_column(&wmk_columns[rule->first_column + i], record);
	}
#else
	(void)rule;
#endif
	printf("\n");
	free(record);
}

/* Alive are the runs that are in slots; what a key knows of itself must agree with them. */

static __u64 alive[NR_RULES];

static __attribute__((unused)) void check_key(const char *table, const struct wmk_key *key, __u32 occupied, int is_used)
{
	if (key->live != occupied)
		complain("%s: a key counts %u runs and has %u", table, key->live, occupied);
	if (is_used && !occupied)
		complain("%s: a key without runs is not free", table);
	if (!is_used && occupied)
		complain("%s: a free key has %u runs", table, occupied);
}

#define COUNT_RULE(runs, rule, nr_slots, index)			\
	for (int s = 0; s < (nr_slots); s++)				\
		if ((runs).rule[s].run.state) {				\
			occupied++;					\
			alive[index]++;					\
		}

#define COUNT_BUCKETS(table, nr_buckets, COUNT)			\
	for (__u32 b = 0; b < (nr_buckets); b++) {			\
		struct table##_bucket *bucket = bpf_map_lookup_elem(&table, &b); \
		for (int w = 0; w < WMK_WAYS; w++) {			\
			__u32 occupied = 0;				\
			COUNT(bucket->runs[w])				\
			check_key(#table, &bucket->ways[w], occupied, !!bucket->ways[w].tag); \
		}							\
	}

#define COUNT_TASKS(table, COUNT)					\
	for (int t = 0; t < NR_TASKS; t++) {				\
		struct table##_runs *runs = bpf_task_storage_get(&table, &tasks[t], NULL, 0); \
		__u32 occupied = 0;					\
		if (!runs)						\
			continue;					\
		COUNT(*runs)						\
		check_key(#table, &runs->key, occupied, !!occupied);	\
	}

static void finish_trace(void)
{
	struct wmk_stats *stats = stats_here();
	__u32 i, n = sizeof(struct wmk_rule_stats) / sizeof(__u64), k;

	memset(alive, 0, sizeof(alive));
	HOST_COUNT
	for (i = 0; i < NR_RULES; i++) {
		printf("S %u", i);
		for (k = 0; k < n; k++)
			printf(" %llu", (unsigned long long)((__u64 *)&stats->rules[i])[k]);
		printf(" %llu\n", (unsigned long long)alive[i]);
	}
	printf(".\n");
	for (i = 0; i < (__u32)nr_maps; i++) {
		memset(maps[i].values, 0, maps[i].nr_entries * maps[i].value_bytes);
		memset(maps[i].has, 0, sizeof(maps[i].has));
	}
}

/* Nothing may depend on what an earlier event left in scratch memory. */
static void poison_scratch(void)
{
#ifdef HOST_SCRATCH
	__u32 i;

	for (i = 0; i < NR_SCRATCH; i++) {
		struct wmk_scratch *scratch = bpf_map_lookup_elem(&wmk_scratch, &i);

		if (scratch->taken)
			complain("scratch memory was not given back");
		memset(scratch, POISON, sizeof(*scratch));
		scratch->taken = 0;
	}
#endif
}

static void make_tasks(void)
{
	/* pid, tgid, start, leader, parent: 0, 3 and 4 have one number, 2 and 5 too. */
	static const int of[NR_TASKS][5] = {
		{ 10, 10, 100, 0, 2 }, { 11, 10, 150, 0, 2 }, { 20, 20, 200, 2, 0 },
		{ 10, 10, 300, 3, 5 }, { 10, 20, 400, 2, 0 }, { 20, 20, 500, 5, 3 },
	};
	int i;

	for (i = 0; i < NR_TASKS; i++) {
		tasks[i].pid = of[i][0];
		tasks[i].tgid = of[i][1];
		tasks[i].start_time = of[i][2];
		tasks[i].group_leader = &tasks[of[i][3]];
		tasks[i].real_parent = &tasks[of[i][4]];
	}
}

int main(void)
{
	char what;
	int is_begun = 0;

	make_tasks();
	wmk_active = 1;
	while (scanf(" %c", &what) == 1) {
		__u64 context[2] = { (__u64)&fed };
		int kind, task, p, q, address;

		if (what == 'T') {
			if (is_begun)
				finish_trace();
			is_begun = 1;
			continue;
		}
		if (what == 'X') {
			if (scanf("%d %d", &kind, &task) != 2)
				abort();
			current = &tasks[task];
			context[0] = (__u64)current;
			if (kind < (int)(sizeof(host_ends) / sizeof(*host_ends)) && host_ends[kind])
				host_ends[kind](context);
			continue;
		}
		if (scanf("%d %d %llu %lld %lld %lld %lld %d %d %d %31s", &kind, &task, &fed.time,
			  &fed.a, &fed.b, &fed.c, &fed.d, &p, &q, &address, fed.s) != 11)
			abort();
		current = &tasks[task];
		fed.p = &tasks[p];
		fed.q = &tasks[q];
		fed.address = address;
		if (!strcmp(fed.s, "-"))
			fed.s[0] = '\0';
		poison_scratch();
		if (host_kinds[kind])
			host_kinds[kind](context);
		if (nr_locked) {
			complain("a lock is not given back");
			nr_locked = 0;
		}
	}
	if (is_begun)
		finish_trace();
	return 0;
}
