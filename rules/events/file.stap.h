/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * file.stap.h - how the fields of files are read in a module
 */
#ifndef WMK_EVENTS_FILE_STAP_H
#define WMK_EVENTS_FILE_STAP_H

#include <linux/hash.h>
#include "read.stap.h"

#define WMK_MAY_WRITE		MAY_WRITE
#define WMK_ATTR_SIZE		ATTR_SIZE

/* Regular files and block devices: what is written there stays. */
static wmk_unused bool wmk_is_stored(struct file *file)
{
	umode_t mode = wmk_read(file, f_inode, i_mode);

	return S_ISREG(mode) || S_ISBLK(mode);
}

static wmk_unused bool wmk_is_opened(struct file *file)
{
	return file->f_mode & FMODE_OPENED;
}

/* The error number that the kernel returns in place of a pointer, with a minus; 0: none. */
static wmk_unused s32 wmk_error(const void *pointer)
{
	return IS_ERR(pointer) ? PTR_ERR(pointer) : 0;
}

/* The path of what is set the attributes of; of truncate(2) the mount is not known. */
static wmk_unused struct vfsmount *wmk_mount_of(struct iattr *attributes)
{
	return attributes->ia_valid & ATTR_FILE ? wmk_read(attributes, ia_file, f_path.mnt) : NULL;
}

/*
 * Opens that have begun. When one ends its arguments are gone, and SystemTap would
 * keep them in an array that a few thousand threads, each of which waits for the
 * other end of a FIFO, fill up for good. Here each thread has one place, and where a
 * set has no more the one that began first is lost: in a flood that is a waiting one.
 */
struct wmk_opening {
	struct task_struct *task;	/* NULL: nobody's; WMK_BEING_WRITTEN */
	const struct filename *name;	/* of the caller, who has it until the open ends */
	u64 begun;
	u32 flags;
	bool told;			/* that it has ended */
};

#define WMK_BEING_WRITTEN	((struct task_struct *)1)

#define WMK_OPENING_BITS	10
#define WMK_OPENING_WAYS	4

static struct wmk_opening wmk_openings[1 << WMK_OPENING_BITS][WMK_OPENING_WAYS];

/* The open that the thread has begun, which is the current one; NULL: it is lost. */
static wmk_unused struct wmk_opening *wmk_find_opening(struct task_struct *task)
{
	struct wmk_opening *ways = wmk_openings[hash_ptr(task, WMK_OPENING_BITS)];
	u32 i;

	for (i = 0; i < WMK_OPENING_WAYS; i++)
		if (READ_ONCE(ways[i].task) == task)
			return &ways[i];
	return NULL;
}

/* When it began; 0 of one that is nobody's. */
static wmk_unused u64 wmk_opening_since(const struct wmk_opening *opening)
{
	return READ_ONCE(opening->task) ? READ_ONCE(opening->begun) : 0;
}

/* Takes a place for the current thread: its own, or else a free one, or that of the oldest. */
static wmk_unused struct wmk_opening *wmk_take_opening(void)
{
	struct wmk_opening *ways = wmk_openings[hash_ptr(current, WMK_OPENING_BITS)];
	struct wmk_opening *opening = wmk_find_opening(current);
	struct task_struct *before;
	u32 i;

	if (!opening) {
		opening = ways;
		for (i = 1; i < WMK_OPENING_WAYS; i++)
			if (wmk_opening_since(&ways[i]) < wmk_opening_since(opening))
				opening = &ways[i];
	}
	before = READ_ONCE(opening->task);
	/* The end of what has the place was not seen, or will not be told of with its name. */
	if (before && before != WMK_BEING_WRITTEN && !READ_ONCE(opening->told))
		__sync_fetch_and_add(&wmk_unseen, 1);
	if (before == WMK_BEING_WRITTEN || cmpxchg(&opening->task, before, WMK_BEING_WRITTEN) != before)
		return NULL;
	return opening;
}

/* Notes that the current thread begins to open a file. It is no event yet: false. */
static wmk_unused bool wmk_begin_open(const struct filename *name, const int *flags)
{
	struct wmk_opening *opening = wmk_take_opening();

	if (!opening)
		return false;
	opening->name = name;
	opening->begun = wmk_clock();
	opening->flags = *flags;	/* the first member of struct open_flags */
	opening->told = false;
	smp_store_release(&opening->task, current);
	return false;
}

/* What was noted of the open that the current thread ends; asked once an event. Always true. */
static wmk_unused bool wmk_end_open(void)
{
	struct wmk_opening *opening = wmk_find_opening(current);

	if (!opening)
		return true;
	/* The beginning of this one was not seen, as a monitor was not active yet. */
	if (opening->told) {
		cmpxchg(&opening->task, current, NULL);
		return true;
	}
	xchg(&opening->told, true);
	/* Was the place taken meanwhile, the end of that open will not be told of with its name. */
	if (READ_ONCE(opening->task) != current)
		__sync_fetch_and_add(&wmk_unseen, 1);
	return true;
}

/* Somebody may take the place meanwhile: what was read is good if it is the thread's own still. */
static wmk_unused void wmk_fill_opened(char *to, u32 bytes, struct task_struct *task)
{
	struct wmk_opening *opening = wmk_find_opening(task);
	const struct filename *name = opening ? READ_ONCE(opening->name) : NULL;

	to[0] = '\0';
	smp_rmb();
	if (opening && READ_ONCE(opening->task) == task)
		wmk_fill_string(to, bytes, wmk_read(name, name));
}

static wmk_unused u32 wmk_opened_flags(struct task_struct *task)
{
	struct wmk_opening *opening = wmk_find_opening(task);
	u32 flags = opening ? READ_ONCE(opening->flags) : 0;

	smp_rmb();
	return opening && READ_ONCE(opening->task) == task ? flags : 0;
}

#endif /* WMK_EVENTS_FILE_STAP_H */
