// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * frames.c - what a module's ring buffer has waiting -> records, one at a time
 *
 * There is nothing to wait for: a timer says when to look again.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "module.h"

#define LOOK_NS		(20 * 1000 * 1000)	/* between two looks */

static int open_timer(void)
{
	const struct itimerspec every = {
		.it_interval.tv_nsec = LOOK_NS,
		.it_value.tv_nsec = LOOK_NS,
	};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

	if (fd >= 0)
		timerfd_settime(fd, 0, &every, NULL);
	return fd;
}

int wmk_open_frames(struct wmk_frames *frames, int stream)
{
	if (stream < 0)
		return stream;
	frames->stream = stream;
	frames->bytes = malloc(WMK_MOST_FRAMES);
	if (!frames->bytes)
		return -ENOMEM;
	frames->timer = open_timer();
	return frames->timer < 0 ? -errno : 0;
}

void wmk_close_frames(struct wmk_frames *frames)
{
	free(frames->bytes);
	if (frames->stream >= 0)
		close(frames->stream);
	if (frames->timer >= 0)
		close(frames->timer);
}

/* How many bytes the next frame's record has, which is whole; -1: it is not. */
static ssize_t next_size(const struct wmk_frames *frames)
{
	size_t left = frames->used - frames->at;
	struct wmk_frame frame;

	if (left < sizeof(frame))
		return -1;
	memcpy(&frame, frames->bytes + frames->at, sizeof(frame));
	return frame.bytes <= left - sizeof(frame) ? (ssize_t)frame.bytes : -1;
}

/* What does not fit ends what can be read of this look, and is counted. */
static int tell(struct wmk *wmk, struct wmk_frames *frames,
		wmk_on_record on_record)
{
	ssize_t size = next_size(frames);
	void *record = frames->bytes + frames->at + sizeof(struct wmk_frame);

	if (size < 0) {
		wmk->stats.malformed++;
		frames->at = frames->used;
		return 0;
	}
	frames->at += sizeof(struct wmk_frame) + ((size_t)size + 7) / 8 * 8;
	if (frames->at > frames->used)
		frames->at = frames->used;
	return on_record(wmk, record, (size_t)size);
}

/* Several records would have fit behind them. */
static bool were_all(size_t got)
{
	return got < WMK_MOST_FRAMES / 2;
}

/* What reading them makes the kernel record waits for the next look. */
int wmk_take_frames(struct wmk *wmk, struct wmk_frames *frames,
		    wmk_on_record on_record)
{
	__u64 expirations;
	bool all = false;
	ssize_t got;
	int code;

	if (read(frames->timer, &expirations, sizeof(expirations)) < 0 &&
	    errno != EAGAIN)
		return -errno;
	for (;;) {
		while (frames->at < frames->used) {
			code = tell(wmk, frames, on_record);
			if (code)
				return code;
		}
		if (all)
			return 0;
		got = wmk->module->files->take(frames->stream, frames->bytes);
		if (got <= 0)
			return (int)got;
		frames->at = 0;
		frames->used = (size_t)got;
		all = were_all(frames->used);
	}
}
