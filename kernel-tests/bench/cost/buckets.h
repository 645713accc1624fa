/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * buckets.h - runs of any key, for the programs that are written by hand: what
 * a hash map of the kernel cannot do, which may hand the place of a deleted
 * key to another one while a CPU still uses it, and which takes a lock of its
 * own twice where a key comes and goes. As many places as wmkgen makes.
 */
#ifndef BUCKETS_H
#define BUCKETS_H

#include "hand.h"

#define NR_BUCKETS	16384
#define NR_PLACES	8

struct key {
	__u64 low;
	__u64 high;
};

struct bucket {
	struct bpf_spin_lock lock;
	__u32 process[NR_PLACES];	/* whose event began the run; 0: the place is free */
	struct key keys[NR_PLACES];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BUCKETS);
	__type(key, __u32);
	__type(value, struct bucket);
} buckets SEC(".maps");

const volatile __u64 seed = 1;

enum effect { BEGINS, COMPLETES, KILLS };

static __always_inline struct bucket *bucket_of(const struct key *key)
{
	__u64 hash = (key->low ^ seed) * 0xbf58476d1ce4e5b9ULL;
	__u32 index;

	hash = (hash ^ hash >> 31 ^ key->high) * 0x94d049bb133111ebULL;
	index = hash >> 50;
	return bpf_map_lookup_elem(&buckets, &index);
}

/* What an event of a process does to a key; the process whose run it completes, or 0. */
static __always_inline __u32 step(const struct key *key, enum effect effect, __u32 process,
				  struct statistics *statistics)
{
	struct bucket *bucket = bucket_of(key);
	__u32 free = NR_PLACES, began = 0, i;

	if (!bucket)
		return 0;
	bpf_spin_lock(&bucket->lock);
	for (i = 0; i < NR_PLACES; i++) {
		if (!bucket->process[i])
			free = i;
		else if (bucket->keys[i].low == key->low && bucket->keys[i].high == key->high)
			break;
	}
	if (i < NR_PLACES) {
		if (effect == COMPLETES)
			began = bucket->process[i];
		count(effect == BEGINS ? &statistics->replaced :
		      effect == KILLS ? &statistics->killed : &statistics->matches);
		bucket->process[i] = effect == BEGINS ? process : 0;
	} else if (effect == BEGINS && free < NR_PLACES) {
		bucket->process[free] = process;
		bucket->keys[free] = *key;
	} else if (effect == BEGINS) {
		count(&statistics->refused);
		goto out;
	}
	if (effect == BEGINS)
		count(&statistics->begun);
out:
	bpf_spin_unlock(&bucket->lock);
	return began;
}

/* An event of the current process, of a thing that has a number, and of the user: it is both that runs are told apart by. */
static __always_inline void meet(__u64 number, enum effect effect, struct statistics *statistics)
{
	struct key key = { .low = number, .high = (__u32)bpf_get_current_uid_gid() };
	__u32 process = bpf_get_current_task_btf()->tgid;
	__u32 began = step(&key, effect, process, statistics);

	if (began)
		report(bpf_ktime_get_ns(), began, process, statistics);
}

#endif /* BUCKETS_H */
