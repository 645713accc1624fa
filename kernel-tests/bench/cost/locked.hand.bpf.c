// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* locked.wmk as one writes it by hand. */
#include "buckets.h"
#include "filelock.bpf.h"

SEC("tp_btf/flock_lock_inode")
int locks(__u64 *ctx)
{
	static const enum effect effects[] = { BEGINS, COMPLETES, KILLS };	/* by type */
	struct inode *inode = (struct inode *)ctx[0];
	__u32 type = type_of((struct file_lock *)ctx[1]);
	struct statistics *statistics = statistics_here();

	if (!statistics)
		return 0;
	count(&statistics->events);
	if (type > KILLS)
		return 0;
	meet(inode->i_ino, effects[type], statistics);
	return 0;
}
