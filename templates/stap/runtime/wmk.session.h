/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.session.h - what who loads this module reads and writes in
 * /proc/systemtap/NAME, as wmk.abi.h says
 *
 * The files are SystemTap's, made for its probes of procfs, which read and write
 * strings. So before SystemTap makes them their operations are replaced by these,
 * which know bytes: they run as any system call does, and turn interrupts off where
 * they touch what probes do.
 *
 * Where nobody is to load the module but `stap -g` (it is not compiled with
 * -DWMK_LOADED) the session stands in for a loader: see wmk.print.h.
 */
#ifndef WMK_SESSION_H
#define WMK_SESSION_H

#include <linux/hrtimer.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include "wmk.ring.h"
#include "wmk.print.h"

#define WMK_TICK_NS	10000000

static struct wmk_session wmk_session;

struct wmk_memory_region {
	void *at;
	u32 bytes;
	bool writable;
};

/* What SystemTap's files do; it is defined behind this. */
static struct proc_ops _stp_proc_fops;

/* Of the monitor at hand, in session.hbs. */
static const struct wmk_memory_region wmk_regions[WMK_NR_REGIONS];
static void wmk_clear(void);
static void wmk_disarm(void);
static void wmk_feed(u32 first, u32 count);

static struct wmk_order wmk_shown;	/* the last WMK_ORDER_SHOW */

static u32 wmk_bytes_shown(const struct wmk_order *order)
{
	const struct wmk_memory_region *region;

	if (order->region >= WMK_NR_REGIONS)
		return 0;
	region = &wmk_regions[order->region];
	if (order->offset >= region->bytes)
		return 0;
	return min(order->bytes, min_t(u32, region->bytes - order->offset, WMK_MOST_ORDER));
}

/* SystemTap's own, whose names are known behind this. */
static atomic_t *wmk_state, *wmk_skipped, *wmk_errors;
static int wmk_running_state;

static void wmk_look_at_session(void)
{
	wmk_session.running = atomic_read(wmk_state) == wmk_running_state;
	wmk_session.skipped = (u32)atomic_read(wmk_skipped) + wmk_too_deep;
	wmk_session.errors = (u32)atomic_read(wmk_errors) + wmk_not_had;
	wmk_session.missed = wmk_unseen;
}

static bool wmk_is_named(const struct file *file, const char *name)
{
	return !strcmp(file->f_path.dentry->d_name.name, name);
}

/* Of which a file tells, or NULL. */
static struct wmk_ring *wmk_ring_of(const struct file *file)
{
#ifdef WMK_LOADED	/* else they are printed */
	if (wmk_is_named(file, "records"))
		return &wmk_records_ring;
#endif
	return wmk_is_named(file, "events") ? &wmk_events_ring : NULL;
}

/* Two threads may share a file, and one may give orders while another one reads. */
static DEFINE_MUTEX(wmk_in_turn);

static u32 wmk_show(char *to, u32 size)
{
	u32 bytes;

	wmk_look_at_session();
	bytes = min(wmk_bytes_shown(&wmk_shown), size);
	if (bytes)
		memcpy(to, wmk_regions[wmk_shown.region].at + wmk_shown.offset, bytes);
	return bytes;
}

/* A ring is read as often as one likes, and mostly for nothing; memory once, as a file that ends. */
static ssize_t wmk_proc_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	struct wmk_ring *ring = wmk_ring_of(file);
	ssize_t result;
	char *bytes;
	u32 nr;

	if (ring ? ring->tail == smp_load_acquire(&ring->head) : *at || !wmk_is_named(file, "memory"))
		return 0;
	size = min_t(size_t, size, WMK_MOST_FRAMES);
	bytes = kvmalloc(size, GFP_KERNEL);
	if (!bytes)
		return -ENOMEM;
	mutex_lock(&wmk_in_turn);
	nr = ring ? wmk_drain(ring, bytes, size) : wmk_show(bytes, size);
	mutex_unlock(&wmk_in_turn);
	result = copy_to_user(to, bytes, nr) ? -EFAULT : nr;
	kvfree(bytes);
	*at += nr;
	return result;
}

/* Only in an empty ring frames can be somewhere else. */
static void wmk_set_ring(struct wmk_ring *ring, u32 *asked, u32 most)
{
	*asked = min(*asked, most) / 8 * 8;
	if (ring->head == ring->tail && *asked) {
		ring->head = 0;
		ring->tail = 0;
		ring->bytes = *asked;
	}
}

/* Whoever reads a time meanwhile sees it as it was, or as it will be. */
static void wmk_put_words(void *to, const void *from, u32 bytes)
{
	u64 *words = to, word;
	u32 i;

	if (((unsigned long)to | bytes) % sizeof(word)) {
		memcpy(to, from, bytes);
		return;
	}
	for (i = 0; i < bytes / sizeof(word); i++) {
		memcpy(&word, from + i * sizeof(word), sizeof(word));
		WRITE_ONCE(words[i], word);
	}
}

static ssize_t wmk_write_region(const struct wmk_order *order, const void *data, u32 bytes)
{
	const struct wmk_memory_region *region = &wmk_regions[order->region];

	if (order->bytes != bytes || !region->writable || order->offset > region->bytes ||
	    bytes > region->bytes - order->offset)
		return -EINVAL;
	wmk_put_words(region->at + order->offset, data, bytes);
	if (order->region == WMK_REGION_RINGS) {
		wmk_set_ring(&wmk_records_ring, &wmk_rings.records, sizeof(wmk_records));
		wmk_set_ring(&wmk_events_ring, &wmk_rings.events, WMK_EVENTS_BYTES);
	}
	return 0;
}

/* Events that are written come as those of the kernel do: with interrupts off. */
static void wmk_feed_in_turn(u32 first, u32 count)
{
	unsigned long flags;
	u32 i;

	for (i = 0; i < count; i++) {
		local_irq_save(flags);
		wmk_feed(first + i, 1);
		local_irq_restore(flags);
	}
}

static ssize_t wmk_obey(const struct wmk_order *order, u32 bytes)
{
	unsigned long flags;
	ssize_t result = 0;

	if (order->region >= WMK_NR_REGIONS)
		return -EINVAL;
	if (order->what == WMK_ORDER_FEED) {
		wmk_feed_in_turn(order->offset, order->bytes);
		return 0;
	}
	mutex_lock(&wmk_in_turn);
	local_irq_save(flags);
	switch (order->what) {
	case WMK_ORDER_WRITE:
		result = wmk_write_region(order, order + 1, bytes - sizeof(*order));
		break;
	case WMK_ORDER_SHOW:
		wmk_shown = *order;
		break;
	case WMK_ORDER_CLEAR:
		wmk_clear();
		break;
	case WMK_ORDER_WHOAMI:
		if (wmk_regions[WMK_REGION_LOADER].bytes)
			*(u32 *)wmk_regions[WMK_REGION_LOADER].at = wmk_process();
		break;
	default:
		result = -EINVAL;
	}
	local_irq_restore(flags);
	mutex_unlock(&wmk_in_turn);
	return result;
}

static ssize_t wmk_proc_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct wmk_order *order;
	ssize_t result;

	if (!wmk_is_named(file, "order"))
		return -EINVAL;
	if (size < sizeof(*order) || size > WMK_MOST_ORDER)
		return -EINVAL;
	order = memdup_user(from, size);
	if (IS_ERR(order))
		return PTR_ERR(order);
	result = wmk_obey(order, size);
	kfree(order);
	if (result)
		return result;
	*at += size;
	return size;
}

static int (*wmk_open_in_turn)(struct inode *inode, struct file *file);
static int (*wmk_release_in_turn)(struct inode *inode, struct file *file);

/*
 * SystemTap lets who opens a file that is open wait, which is right for memory; to who was
 * interrupted while he waited it says that all is well, but gives him nothing. A ring stays
 * open, so that there another reader is refused; orders are whole, and several CPUs may give one.
 */
static int wmk_proc_open(struct inode *inode, struct file *file)
{
	struct wmk_ring *ring = wmk_ring_of(file);

	if (wmk_is_named(file, "memory")) {
		int error = wmk_open_in_turn(inode, file);

		if (error || file->private_data)
			return error;
		return file->f_flags & O_NONBLOCK ? -EAGAIN : -EINTR;
	}
	return ring && xchg(&ring->is_open, 1) ? -EBUSY : 0;
}

static int wmk_proc_release(struct inode *inode, struct file *file)
{
	struct wmk_ring *ring = wmk_ring_of(file);

	if (wmk_is_named(file, "memory"))
		return wmk_release_in_turn(inode, file);
	if (!ring)
		return 0;
	if (ring == &wmk_records_ring)
		wmk_disarm();		/* its loader has ended; the module does when staprun knows */
	xchg(&ring->is_open, 0);
	return 0;
}

/* In session.hbs: what is done every 10 ms. */
static void wmk_tick(void);

/*
 * A timer of our own: SystemTap skips its probes where its own work is interrupted, and
 * counts that among events.
 */
static struct hrtimer wmk_timer;

static enum hrtimer_restart wmk_timer_comes(struct hrtimer *timer)
{
	wmk_tick();
	hrtimer_forward_now(timer, ns_to_ktime(WMK_TICK_NS));
	return HRTIMER_RESTART;
}

static void wmk_start_timer(void)
{
	hrtimer_init(&wmk_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	wmk_timer.function = wmk_timer_comes;
	hrtimer_start(&wmk_timer, ns_to_ktime(WMK_TICK_NS), HRTIMER_MODE_REL_HARD);
}

/* Before SystemTap makes its files. */
static void wmk_open_files(void)
{
	wmk_open_in_turn = _stp_proc_fops.proc_open;
	wmk_release_in_turn = _stp_proc_fops.proc_release;
	_stp_proc_fops.proc_open = wmk_proc_open;
	_stp_proc_fops.proc_release = wmk_proc_release;
	_stp_proc_fops.proc_read = wmk_proc_read;
	_stp_proc_fops.proc_write = wmk_proc_write;
}

#endif /* WMK_SESSION_H */
