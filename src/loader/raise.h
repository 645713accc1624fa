/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * raise.h - harmless events, one of a kind
 */
#ifndef WMKLOAD_RAISE_H
#define WMKLOAD_RAISE_H

#include <stdbool.h>

#define RAISE_REASON_SIZE	160

/*
 * Lets a process of its own, which then ends, do what raises an event of the
 * kind. False: *reason says why that was not done.
 */
bool raise_event(const char *kind, char reason[RAISE_REASON_SIZE]);

/*
 * What such a process does, on a stage of its own, in the order of raise.c:
 * NULL, or what failed, errno saying why.
 */
struct stage {
	char directory[64];	/* empty, and it may write there */
};

const char *nothing_more(const struct stage *stage);
const char *execute(const struct stage *stage);
const char *execute_memory(const struct stage *stage);
const char *create_memory(const struct stage *stage);
const char *attach_to_child(const struct stage *stage);
const char *be_traced(const struct stage *stage);
const char *signal_child(const struct stage *stage);
const char *become_nobody(const struct stage *stage);
const char *drop_capabilities(const struct stage *stage);
const char *enter_namespaces(const struct stage *stage);
const char *mount_privately(const struct stage *stage);
const char *read_key(const struct stage *stage);
const char *load_filter(const struct stage *stage);

const char *use_file(const struct stage *stage);
const char *duplicate(const struct stage *stage);
const char *map_program(const struct stage *stage);
const char *read_disk(const struct stage *stage);

const char *talk_to_itself(const struct stage *stage);
const char *ask_for_name(const struct stage *stage);

const char *sleep_shortly(const struct stage *stage);
const char *touch_memory(const struct stage *stage);
const char *contend(const struct stage *stage);
const char *use_futex(const struct stage *stage);
const char *wait_for_child(const struct stage *stage);

#endif /* WMKLOAD_RAISE_H */
