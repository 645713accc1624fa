/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * block.h - kinds of events: requests to block devices
 *
 * A request is known by the address of its struct request, which serves others
 * after it. From the issue to the completion it is one request's: blockissue and
 * the next blockcomplete of this address with Remaining 0 are the same one's. A
 * request that is put back in the queue is issued again, without a completion.
 */
#ifndef WMK_EVENTS_BLOCK_H
#define WMK_EVENTS_BLOCK_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "block.bpf.h"
#endif
#ifdef __KERNEL__
#include "block.stap.h"
#endif

WMK_CONSTANT_LIST(requests, REQ_OP_READ = 0, REQ_OP_WRITE = 1, REQ_OP_FLUSH = 2,
		  REQ_OP_DISCARD = 3, REQ_OP_SECURE_ERASE = 5, REQ_OP_WRITE_ZEROES = 9,
		  REQ_OP_DRV_IN = 34, REQ_OP_DRV_OUT = 35)

/*
 * A driver begins with a request; the subject is the thread that brought it there,
 * often one of the kernel's that does so for others.
 */
struct WMK_KIND(blockissue) {
	WMK_DONE
	WMK_BPF_AT("tp_btf/block_rq_issue", struct request *request)
	WMK_STAP_AT("kernel.trace(\"block_rq_issue\")", struct request *request = $rq)
	WMK_BLIND("devices without requests: device mapper, MD, brd, zram (those beneath them are seen)")
	WMK_BLIND("for whom the request is; what it was merged from or split off")
	WMK_BLIND("the time that it waited before, in the queue or with a scheduler")
	WMK_CONSTANTS_OF(requests)

	/* The address of the kernel's struct request. */
	__u64 Request			WMK_BPF(wmk_number(request));
	/* Of the whole disk, as stat(2) gives it; 0 where there is no disk. */
	__u32 Device			WMK_BPF(wmk_stat_device(request->q->disk->major,
								request->q->disk->first_minor))
					WMK_STAP(wmk_request_device(request));
	/* Where it begins on the disk, in units of 512 bytes, whatever the disk's own are. */
	__u64 Sector			WMK_BPF(request->__sector);
	__u32 Bytes			WMK_BPF(request->__data_len);
	/* REQ_OP_READ ... */
	__u8 Operation			WMK_BPF(request->cmd_flags & WMK_REQ_OP_MASK);
};

/* A driver is done with a request, or with the first part of it; mostly told by an interrupt, so it is nobody's. */
struct WMK_KIND(blockcomplete) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("tp_btf/block_rq_complete", struct request *request, __u8 status,
		   unsigned int bytes)
	WMK_STAP_AT("kernel.trace(\"block_rq_complete\")", struct request *request = $rq,
		     int status = $error, unsigned int bytes = $nr_bytes)
	WMK_BLIND("devices without requests: device mapper, MD, brd, zram (those beneath them are seen)")
	WMK_BLIND("the completion that interrupts the reading of another one on its processor; it counts as a miss")
	WMK_CONSTANTS_OF(requests)
	WMK_CONSTANTS_OF(errors)

	/* The address of the kernel's struct request. */
	__u64 Request			WMK_BPF(wmk_number(request));
	/* Of the whole disk, as stat(2) gives it; 0 where there is no disk. */
	__u32 Device			WMK_BPF(wmk_stat_device(request->q->disk->major,
								request->q->disk->first_minor))
					WMK_STAP(wmk_request_device(request));
	/* Where this part begins on the disk, in units of 512 bytes, whatever the disk's own are. */
	__u64 Sector			WMK_BPF(request->__sector);
	/* Of this part. */
	__u32 Bytes			WMK_BPF(bytes);
	/* Bytes that are still to come; 0: the request is complete. */
	__u32 Remaining			WMK_BPF(request->__data_len - bytes);
	/* REQ_OP_READ ... */
	__u8 Operation			WMK_BPF(request->cmd_flags & WMK_REQ_OP_MASK);
	/* 0, or a negative error number; -EIO also for what has no number of its own. */
	__s32 Error			WMK_BPF(wmk_block_error(status));
};

#endif /* WMK_EVENTS_BLOCK_H */
