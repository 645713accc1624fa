/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.ring.h - records on their way to who reads them
 *
 * Frames stand in a ring one behind the other, each whole, in memory that is there
 * from the beginning. Whoever writes one takes its place under a lock, fills it
 * without, and marks it as ready; who reads stops at the first that is not.
 */
#ifndef WMK_RING_H
#define WMK_RING_H

#include "wmk.kernel.h"
#include "wmk.abi.h"

/* In place of what a frame that is read calls unused. */
enum wmk_frame_state {
	WMK_FRAME_TAKEN,
	WMK_FRAME_READY,
	WMK_FRAME_SKIPPED,	/* the rest up to the ring's end */
};

struct wmk_ring {
	struct wmk_lock lock;
	u32 bytes;		/* that may be used, a multiple of 8 */
	u64 head;		/* up to where frames are taken, of all that ever were */
	u64 tail;		/* up to where they are read */
	u32 is_open;		/* by who reads it */
	char *data;
};

static wmk_unused struct wmk_frame *wmk_frame_at(struct wmk_ring *ring, u64 at)
{
	return (struct wmk_frame *)(ring->data + at % ring->bytes);
}

static wmk_unused u32 wmk_frame_bytes(u32 bytes)
{
	return sizeof(struct wmk_frame) + ALIGN(bytes, 8);
}

/* Frames are whole: one that does not fit before the ring's end begins at its beginning. */
static wmk_unused u32 wmk_ring_gap(const struct wmk_ring *ring, u32 bytes)
{
	u32 left = ring->bytes - ring->head % ring->bytes;

	return bytes > left ? left : 0;
}

static wmk_unused void *wmk_take_frame(struct wmk_ring *ring, u32 bytes)
{
	u32 gap, all = wmk_frame_bytes(bytes);
	struct wmk_frame *frame;

	if (all > ring->bytes)
		return NULL;
	/* Also where the frame does not fit yet: else one above half the ring might never do. */
	gap = wmk_ring_gap(ring, all);
	if (gap && ring->head + gap - READ_ONCE(ring->tail) <= ring->bytes) {
		*wmk_frame_at(ring, ring->head) = (struct wmk_frame) { gap, WMK_FRAME_SKIPPED };
		smp_store_release(&ring->head, ring->head + gap);
		gap = 0;
	}
	if (gap || ring->head + all - READ_ONCE(ring->tail) > ring->bytes)
		return NULL;
	frame = wmk_frame_at(ring, ring->head);
	*frame = (struct wmk_frame) { bytes, WMK_FRAME_TAKEN };
	smp_store_release(&ring->head, ring->head + all);
	return frame + 1;
}

/* Room for a record, to be given on by wmk_submit(); NULL: there is none. */
static wmk_unused void *wmk_reserve(struct wmk_ring *ring, u32 bytes)
{
	void *record;

	if (!wmk_lock(&ring->lock))
		return NULL;
	record = wmk_take_frame(ring, bytes);
	wmk_unlock(&ring->lock);
	return record;
}

static wmk_unused void wmk_submit(struct wmk_ring *ring wmk_unused, void *record)
{
	struct wmk_frame *frame = (struct wmk_frame *)record - 1;

	smp_store_release(&frame->unused, WMK_FRAME_READY);
}

/* The next frame that is ready, or NULL; one reads at a time. */
static wmk_unused struct wmk_frame *wmk_next_frame(struct wmk_ring *ring)
{
	struct wmk_frame *frame;
	u32 state;

	while (ring->tail != smp_load_acquire(&ring->head)) {
		frame = wmk_frame_at(ring, ring->tail);
		state = smp_load_acquire(&frame->unused);
		if (state == WMK_FRAME_TAKEN)
			return NULL;
		if (state == WMK_FRAME_READY)
			return frame;
		smp_store_release(&ring->tail, ring->tail + frame->bytes);
	}
	return NULL;
}

/* The frame that was next has been read. */
static wmk_unused void wmk_pass_frame(struct wmk_ring *ring, const struct wmk_frame *frame)
{
	smp_store_release(&ring->tail, ring->tail + wmk_frame_bytes(frame->bytes));
}

/* Moves frames that are ready to a buffer, as many as fit; returns their bytes. */
static wmk_unused u32 wmk_drain(struct wmk_ring *ring, char *to, u32 bytes)
{
	struct wmk_frame *frame;
	u32 used = 0, all;

	while ((frame = wmk_next_frame(ring))) {
		all = wmk_frame_bytes(frame->bytes);
		if (all > bytes - used)
			break;
		memcpy(to + used, frame, all);
		((struct wmk_frame *)(to + used))->unused = 0;
		used += all;
		wmk_pass_frame(ring, frame);
	}
	return used;
}

#endif /* WMK_RING_H */
