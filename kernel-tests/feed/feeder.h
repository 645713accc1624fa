/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * feeder.h - what the parts of the feeder share
 */
#ifndef WMK_FEEDER_H
#define WMK_FEEDER_H

#include <stdbool.h>
#include "fed.h"
#include "wmk.h"

#define FED_MAP		".data.fed"

/* Ends the feeder: what it was told, or this kernel, is not as it must be. */
__attribute__((noreturn, format(printf, 1, 2)))
void give_up(const char *format, ...);

/* stub.c */
struct stub {
	int program;		/* what calls the functions */
	int map;		/* fed_events */
	struct fed_event *events;
};

/* NULL: there is none, as only modules are fed */
void open_stub(struct stub *stub, const char *path);
/* ... all of them so much later than they say */
void put_events(struct stub *stub, const struct fed_event *events, __u32 count,
		__u64 later);

/* Feeds these events on the first CPU and, at the same time, those behind them on the second. */
void feed_events(const struct stub *stub, __u32 first, __u32 on_first, __u32 on_second);

/* module.c: the same where the monitor is a module of SystemTap's, which has its events itself */
bool is_module(void);
void put_into_module(const struct fed_event *events, __u32 count);
int feed_module(const struct fed_range *range);
void clear_module(void);
void write_module_variable(__u32 index, __s64 value);

/* monitor.c: an object or a module, in place of the one before it */
bool open_monitor(const struct stub *stub, const char *path, bool is_fed);
void close_monitor(void);
void clear_monitor(void);
/* Everything that happened long before this time is known; and nothing is read or reported any more. */
void begin_monitor(__u64 time);
void end_monitor(void);
void write_monitor(const struct fed_event *event);
void print_results(void);
void forget_results(void);

#endif /* WMK_FEEDER_H */
