/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * count.h - looks through all tables: which runs are alive, and whether what
 * a key knows of itself agrees with them
 */
#ifndef WMK_HOST_COUNT_H
#define WMK_HOST_COUNT_H

#include "helpers.h"

/* By rule, what is in its slots. */
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

#ifdef WMK_POOL_H
/* Each place stands in the order once, and the runs in it are live and the oldest comes first. */
static __attribute__((unused)) __u32 check_pool(const char *name, const struct wmk_rule *rule, void *runs)
{
	struct wmk_pool *pool = runs;
	const struct wmk_run *run, *before = NULL;
	__u8 seen[256] = { 0 };
	__u32 i;

	if (pool->nr > rule->nr_runs)
		complain("%s: a key has %u runs, at most %u are allowed", name, pool->nr, rule->nr_runs);
	if (!pool->made && pool->nr)
		complain("%s: runs without an order", name);
	for (i = 0; pool->made && i <= rule->nr_runs; i++)
		if (wmk_pool_place(rule, pool, i) > rule->nr_runs || seen[wmk_pool_place(rule, pool, i)]++)
			complain("%s: place %u is not once in the order", name, (__u32)wmk_pool_place(rule, pool, i));
	for (i = 0; i < pool->nr; i++, before = run) {
		run = wmk_pool_run(rule, pool, i);
		if (run->state <= WMK_START || run->state >= rule->nr_live)
			complain("%s: a run is in state %u", name, run->state);
		if (before && wmk_later(before, run))
			complain("%s: a run stands before an older one", name);
	}
	return pool->nr;
}
#endif

#define COUNT_SLOTS(runs, rule, nr_slots, index)			\
	for (int s = 0; s < (nr_slots); s++)				\
		if ((runs).rule[s].run.state) {				\
			occupied++;					\
			alive[index]++;					\
		}

#define COUNT_POOL(runs, name, index)					\
	do {								\
		__u32 in_pool = check_pool(#name, &name, &(runs).name);	\
		occupied += in_pool;					\
		alive[index] += in_pool;				\
	} while (0);

/* A memory that something was written to is alive, too. */
#define COUNT_MEMORY(runs, name)	occupied += (runs).name##_memory.holds;

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

#endif /* WMK_HOST_COUNT_H */
