// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * host.c - runs generated eBPF code as a program of the host: reads traces
 * from its input, calls the programs, and prints records and statistics
 *
 * Input, a line each: "T" begins a trace with all maps as new; "E kind task
 * time a b c d p q address s" is an event, where s is "-" for the empty
 * string; "X point task" calls a program that ends keys; "V name value" and
 * "H name key value" write a VAR and a TABLE. Output: "M rule time
 * nulls values" is a record; "S rule counters alive" at the end of a trace,
 * then "."; "! text" is a mistake of the generated code.
 *
 * GLUE names a header that includes the generated code and says which
 * programs and tables it has.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fed.h"
#include GLUE
#include "helpers.h"
#include "records.h"
#include "count.h"

static __u64 clock_ns;		/* the greatest time stamp that was read */
static int is_clock_set;

#define COME(table, nr_buckets)						\
	for (__u32 b = 0; b < (nr_buckets); b++) {			\
		struct table##_bucket *bucket = bpf_map_lookup_elem(&table, &b); \
		if (bucket->armed && wmk_past(host_now, bucket->armed))	\
			table##_fire(NULL, &b, NULL);			\
	}

/* Whatever is armed for a time before this one comes. */
static void come(__u64 now)
{
	host_now = now;
	HOST_TIMERS
}

/* As kinds.h says: else there is no event that could tell the time. */
static int host_happens(int kind)
{
	return kind != 4 || fed.a != 3;
}

static void begin_trace(void)
{
	struct bpf_iter_meta meta = { 0 };
	__u64 context[2] = { (__u64)&meta };

	is_clock_set = 0;
	HOST_MAKE_TIMERS
}

static void finish_trace(void)
{
	struct wmk_stats *stats = stats_here();
	__u32 i, n = sizeof(struct wmk_rule_stats) / sizeof(__u64), k;

	if (is_clock_set)
		come(clock_ns + 1);
	memset(alive, 0, sizeof(alive));
	HOST_COUNT
	for (i = 0; i < NR_RULES; i++) {
		printf("S %u", i);
		for (k = 0; k < n; k++)
			printf(" %llu", (unsigned long long)((__u64 *)&stats->rules[i])[k]);
		printf(" %llu\n", (unsigned long long)alive[i]);
	}
	printf(".\n");
	for (i = 0; i < sizeof(host_variables) / sizeof(*host_variables); i++)
		*host_variables[i].at = host_variables[i].initial;
	nr_entries = 0;
	for (i = 0; i < (__u32)nr_maps; i++) {
		memset(maps[i].values, 0, maps[i].nr_entries * maps[i].value_bytes);
		memset(maps[i].has, 0, sizeof(maps[i].has));
	}
}

static void write_variable(const char *name, __s64 value)
{
	size_t i;

	for (i = 0; i < sizeof(host_variables) / sizeof(*host_variables); i++)
		if (!strcmp(host_variables[i].name, name))
			*host_variables[i].at = value;
}

static void read_write(char what)
{
	long long key, value;
	char name[32];

	if (what == 'V') {
		if (scanf("%31s %lld", name, &value) != 2)
			abort();
		write_variable(name, value);
		return;
	}
	if (scanf("%31s %lld %lld", name, &key, &value) != 3)
		abort();
	host_write_table(name, key, value);
}

/* Nothing may depend on what an earlier event left in scratch memory. */
static void poison_scratch(void)
{
#ifdef HOST_SCRATCH
	__u32 i;

	for (i = 0; i < NR_SCRATCH * WMK_CPUS; i++) {
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
		tasks[i].signal = &signals[of[i][3]];
		tasks[i].real_parent = &tasks[of[i][4]];
	}
}

int main(void)
{
	char what;
	int is_begun = 0;

	make_tasks();
	wmk_active = -(1ULL << 62);	/* long before all traces, whose time stamps are near 0 or fall below it */
	while (scanf(" %c", &what) == 1) {
		__u64 context[2] = { (__u64)&fed };
		int kind, task, p, q, address, i;

		if (what == 'T') {
			if (is_begun)
				finish_trace();
			is_begun = 1;
			begin_trace();
			continue;
		}
		if (what == 'X') {
			if (scanf("%d %d", &kind, &task) != 2)
				abort();
			current = &tasks[task];
			current->signal->live.counter = current != current->group_leader;
			context[0] = (__u64)current;
			for (i = 0; host_ends[kind][i]; i++)
				host_ends[kind][i](context);
			continue;
		}
		if (what == 'V' || what == 'H') {
			read_write(what);
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
		if (host_happens(kind)) {
			if (!is_clock_set || wmk_past(fed.time, clock_ns))
				clock_ns = fed.time;
			is_clock_set = 1;
			come(clock_ns);
		}
		host_now = fed.time;
		for (i = 0; host_kinds[kind][i]; i++)
			host_kinds[kind][i](context);
		if (is_clock_set)
			come(clock_ns);
		if (nr_locked) {
			complain("a lock is not given back");
			nr_locked = 0;
		}
	}
	if (is_begun)
		finish_trace();
	return 0;
}
