/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * block.bpf.h - how the fields of requests to block devices are read
 */
#ifndef WMK_EVENTS_BLOCK_BPF_H
#define WMK_EVENTS_BLOCK_BPF_H

#include <linux/errno.h>
#include "read.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct gendisk {
	int major;
	int first_minor;
};

struct request_queue {
	struct gendisk *disk;
};

struct request {
	struct request_queue *q;
	__u32 cmd_flags;
	unsigned int __data_len;
	__u64 __sector;
};

#pragma clang attribute pop

#define WMK_REQ_OP_MASK		0xff

/* What the block layer numbers in its own way; the numbers behind these differ between kernels. */
static __always_inline __s32 wmk_block_error(__u8 status)
{
	switch (status) {
	case 0: return 0;
	case 1: return -EOPNOTSUPP;
	case 2: return -ETIMEDOUT;
	case 3: return -ENOSPC;
	case 4: return -ENOLINK;
	case 5: return -EREMOTEIO;
	case 6: return -EBADE;
	case 7: return -ENODATA;
	case 8: return -EILSEQ;
	case 9: return -ENOMEM;
	case 12: return -EAGAIN;
	case 13: return -EBUSY;
	default: return -EIO;
	}
}

#endif /* WMK_EVENTS_BLOCK_BPF_H */
