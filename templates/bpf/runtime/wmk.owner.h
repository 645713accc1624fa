/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.owner.h - where a process or thread has keys of several parts
 *
 * A key that is a process alone is found when the process ends; one that is a
 * process and a file is not, as nobody knows the file. So each owner keeps a
 * bit for each group of buckets that it made a key in, and at its end those
 * groups are searched.
 */
#ifndef WMK_OWNER_H
#define WMK_OWNER_H

#include "wmk.engine.h"

#define WMK_OWNER_WORDS		16
#define WMK_OWNER_GROUPS	(64 * WMK_OWNER_WORDS)

struct wmk_owner {
	__u64 groups[WMK_OWNER_WORDS];
};

/* nr_buckets is a power of two. */
static __always_inline __u32 wmk_nr_groups(__u32 nr_buckets)
{
	return nr_buckets < WMK_OWNER_GROUPS ? nr_buckets : WMK_OWNER_GROUPS;
}

static __always_inline void wmk_own(struct wmk_owner *owner, __u32 bucket,
				    __u32 nr_buckets)
{
	__u32 group = bucket / (nr_buckets / wmk_nr_groups(nr_buckets));

	__sync_fetch_and_or(&owner->groups[group / 64 % WMK_OWNER_WORDS],
			    1ULL << group % 64);
}

static __always_inline bool wmk_owns(const struct wmk_owner *owner, __u32 group)
{
	return owner->groups[group / 64 % WMK_OWNER_WORDS] & 1ULL << group % 64;
}

#endif /* WMK_OWNER_H */
