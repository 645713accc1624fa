// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * monitor.c - a monitor whose kinds are raised by the stub, or by itself where it
 * is a module: the loader's library loads it, with the stub's functions as the
 * places of its programs
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "fed_monitor.h"
#include "feeder.h"
#include "internal.h"

#define FED_POINT	"fentry/wmk_feed_"
#define LONG_BEFORE	(1ULL << 62)	/* ns */

struct wmk *monitor;
static struct wmk_error error;
static __u64 misses_told;

/* Only programs that are fed: no task of this machine ends a key. */
static int point_at_stub(const struct stub *stub, struct bpf_map *map)
{
	__u32 i;
	int code;

	for (i = 0; i < monitor->about.object.nr_points; i++)
		monitor->raise[i] = !strncmp(monitor->about.points[i].section,
					     FED_POINT, strlen(FED_POINT));
	for (i = 0; i < monitor->stats.nr_programs; i++) {
		const char *section = monitor->stats.programs[i].section;

		if (strncmp(section, FED_POINT, strlen(FED_POINT)))
			continue;
		code = bpf_program__set_attach_target(monitor->programs[i].program,
						      stub->program,
						      strchr(section, '/') + 1);
		if (code)
			return code;
	}
	keep_variables();
	return bpf_map__reuse_fd(map, stub->map);
}

static bool complain(enum wmk_fault fault)
{
	char *line, *rest = error.detail;

	if (!fault)
		return false;
	printf("! %s\n", error.text);
	while ((line = strsep(&rest, "\n")))
		printf("! | %s\n", line);
	return true;
}

bool open_monitor(const struct stub *stub, const char *path, bool is_fed)
{
	struct bpf_map *map;
	enum wmk_fault fault;
	int code;

	fault = wmk_open(path, NULL, &monitor, &error);
	if (!fault && is_module()) {
		monitor->stage = WMK_CHOSEN;
		fault = wmk_load(monitor, &error);
	} else if (!fault) {
		map = bpf_object__find_map_by_name(monitor->object, FED_MAP);
		if (map)
			code = point_at_stub(stub, map);
		else	/* of the kernel's own events: it can only be loaded */
			code = is_fed ? -ENOENT : 0;
		if (code)
			give_up("%s: cannot be fed: %s", path, strerror(-code));
		monitor->stage = WMK_CHOSEN;
		fault = wmk_load(monitor, &error);
	}
	if (!fault && is_fed)
		fault = wmk_attach(monitor, &error);
	if (!fault && is_fed)
		fault = wmk_attach_denying(monitor, &error);
	if (!fault && is_fed)
		fault = wmk_activate(monitor, &error);
	return !complain(fault);
}

void close_monitor(void)
{
	wmk_close(monitor);
	monitor = NULL;
	misses_told = 0;
}

static void set_active(__u64 since)
{
	if (wmk_put(monitor, WMK_REGION_ACTIVE, 0, &since, sizeof(since), &error))
		give_up("it cannot be activated: %s", error.text);
}

void begin_monitor(__u64 time)
{
	set_active(time - LONG_BEFORE ? time - LONG_BEFORE : 1);
}

void end_monitor(void)
{
	set_active(0);
}

static void print_value(struct wmk_value value)
{
	size_t i, bytes = 16;
	const char *at = NULL;

	if (value.is_null) {
		printf(" null");
		return;
	}
	switch (value.type) {
	case WMK_COLUMN_S64:
		printf(" %lld", (long long)value.s64);
		return;
	case WMK_COLUMN_U64:
		printf(" %llu", (unsigned long long)value.u64);
		return;
	case WMK_COLUMN_STRING:
		at = value.string.bytes;
		bytes = value.string.length;
		break;
	case WMK_COLUMN_ADDRESS:
		at = (const char *)value.address;
		break;
	default:	/* stacks are the feeder's */
		bytes = 0;
		break;
	}
	printf(" x");
	for (i = 0; i < bytes; i++)
		printf("%02x", (unsigned char)at[i]);
}

static int print_match(void *context, const struct wmk_match *match)
{
	const char *what = !match->note ? "match" : match->note->is_log ? "log" : "emit";
	__u32 i;

	(void)context;
	printf("M %s %u %llu", what, match->record->rule,
	       (unsigned long long)match->record->time);
	for (i = 0; i < match->nr_columns; i++)
		print_value(wmk_value(match, i));
	printf("\n");
	return 0;
}

static int print_gap(void *context, const struct wmk_gap *gap)
{
	(void)context;
	(void)gap;	/* the counters say so */
	return 0;
}

static __u64 misses_of(const struct wmk_stats *stats)
{
	__u64 misses = 0;
	__u32 i;

	for (i = 0; i < stats->nr_programs; i++)
		misses += stats->programs[i].misses;
	return misses;
}

static void print_misses(const struct wmk_stats *stats)
{
	__u64 misses = misses_of(stats);

	if (misses > misses_told)
		printf("! the kernel skipped a program %llu times\n",
		       (unsigned long long)(misses - misses_told));
	misses_told = misses;
}

static bool read_records(const struct wmk_sink *sink)
{
	unsigned int got;

	do {
		if (complain(wmk_poll(monitor, sink, 1000, &got, &error)))
			return false;
	} while (got == 1000);
	return true;
}

/* As src/oracle/native/host.c prints them, but for the runs that are alive. */
void print_results(void)
{
	const struct wmk_sink sink = { .match = print_match, .note = print_match, .gap = print_gap };
	const struct wmk_stats *stats;
	__u32 i, k;

	if (!read_records(&sink) || complain(wmk_read_stats(monitor, &stats, &error)))
		return;
	print_misses(stats);
	for (i = 0; i < monitor->about.object.nr_kinds; i++)
		printf("K %u %llu\n", i, (unsigned long long)stats->kinds[i]);
	for (i = 0; i < monitor->about.object.nr_rules; i++) {
		const __u64 *counters = (const __u64 *)&stats->rules[i];

		printf("S %u", i);
		for (k = 0; k < sizeof(stats->rules[i]) / sizeof(*counters); k++)
			printf(" %llu", (unsigned long long)counters[k]);
		printf("\n");
	}
}

static int drop_match(void *context, const struct wmk_match *match)
{
	(void)context;
	(void)match;
	return 0;
}

/* Of a trace that says nothing; what it counted goes as the next one begins. */
void forget_results(void)
{
	const struct wmk_sink sink = { .match = drop_match, .note = drop_match, .gap = print_gap };
	const struct wmk_stats *stats;

	if (read_records(&sink) && !complain(wmk_read_stats(monitor, &stats, &error)))
		misses_told = misses_of(stats);
}
