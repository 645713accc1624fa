/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * block.stap.h - how the fields of requests to block devices are read in a module
 */
#ifndef WMK_EVENTS_BLOCK_STAP_H
#define WMK_EVENTS_BLOCK_STAP_H

#include <linux/blk-mq.h>
#include <linux/blkdev.h>
#include <linux/errno.h>
#include "read.stap.h"

#define WMK_REQ_OP_MASK		REQ_OP_MASK

/* Of the whole disk; 0 where there is none. */
static wmk_unused u32 wmk_request_device(struct request *request)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	struct gendisk *disk = request->rq_disk;
#else
	struct gendisk *disk = request->q->disk;
#endif

	return wmk_stat_device(wmk_read(disk, major), wmk_read(disk, first_minor));
}

/* What the block layer numbers in its own way; the numbers behind these differ between kernels. */
static wmk_unused s32 wmk_block_error(int status)
{
	if (status < 0)		/* kernels before 5.16 tell the error itself */
		return status;
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

#endif /* WMK_EVENTS_BLOCK_STAP_H */
