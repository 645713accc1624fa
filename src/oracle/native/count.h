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

#endif /* WMK_HOST_COUNT_H */
