/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.owners.h - which buckets have keys of a process or thread, by its number and
 * start
 *
 * An owner is forgotten with its process or thread. Where there is no room for another
 * one the keys of who comes then give way where others lack room.
 */
#ifndef WMK_OWNERS_H
#define WMK_OWNERS_H

#include "wmk.owner.h"

#define WMK_OWNER_BUCKETS	1024
#define WMK_OWNER_WAYS		8

struct wmk_owned {
	u64 start;
	u32 number;		/* 0: nobody's */
	u32 unused;
	struct wmk_owner owner;
};

struct wmk_owners {
	struct wmk_lock lock;
	struct wmk_owned ways[WMK_OWNER_WAYS];
};

static wmk_unused struct wmk_owners *wmk_owners_of(struct wmk_owners *all, u32 number, u64 start)
{
	const u64 key[] = { number, start };

	return &all[wmk_hash(key, sizeof(key)) % WMK_OWNER_BUCKETS];
}

/* Of locked ones; number 0: one that is free. */
static wmk_unused struct wmk_owned *wmk_owned_in(struct wmk_owners *owners, u32 number, u64 start)
{
	u32 i;

	for (i = 0; i < WMK_OWNER_WAYS; i++)
		if (owners->ways[i].number == number && (!number || owners->ways[i].start == start))
			return &owners->ways[i];
	return NULL;
}

/* Notes a bucket that has a new key of a process or thread; false: there is no room for that. */
static wmk_unused bool wmk_note_owner(struct wmk_owners *all, u32 number, u64 start, u32 bucket, u32 nr_buckets)
{
	struct wmk_owners *owners = wmk_owners_of(all, number, start);
	struct wmk_owned *owned;

	if (!wmk_lock(&owners->lock))
		return false;
	owned = wmk_owned_in(owners, number, start);
	if (!owned) {
		owned = wmk_owned_in(owners, 0, 0);
		if (owned)
			*owned = (struct wmk_owned) { .start = start, .number = number };
	}
	if (owned)
		wmk_own(&owned->owner, bucket, nr_buckets);
	wmk_unlock(&owners->lock);
	return owned;
}

/* What is noted of one, which is forgotten unless it is to be kept; false: nothing is. */
static wmk_unused bool wmk_ask_owner(struct wmk_owners *all, u32 number, u64 start, bool keep, struct wmk_owner *to)
{
	struct wmk_owners *owners = wmk_owners_of(all, number, start);
	struct wmk_owned *owned;

	if (!wmk_lock(&owners->lock))
		return false;
	owned = wmk_owned_in(owners, number, start);
	if (owned) {
		*to = owned->owner;
		if (!keep)
			owned->number = 0;
	}
	wmk_unlock(&owners->lock);
	return owned;
}

static wmk_unused void wmk_forget_owners(struct wmk_owners *all)
{
	u32 i;

	for (i = 0; i < WMK_OWNER_BUCKETS; i++) {
		if (!wmk_lock(&all[i].lock))
			continue;
		memset(all[i].ways, 0, sizeof(all[i].ways));
		wmk_unlock(&all[i].lock);
	}
}

#endif /* WMK_OWNERS_H */
