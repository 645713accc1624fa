// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * feeder.c - feeds traces to monitors in the kernel and prints what they
 * report and count
 *
 *	feeder STUB EVENTS PLAN
 *
 * STUB is "-" where only modules of SystemTap's are fed. EVENTS is a file of
 * struct fed_event. The plan has lines
 *
 *	monitor OBJECT		load it and attach it to the stub
 *	load OBJECT		load it only
 *	trace FIRST N [M]	feed N events of the file, from this one on, on
 *				one CPU, and at the same time M more on another
 *	timed FIRST N SETTLE ROOM
 *				feed N events, each when the clock has come to
 *				its time, with the first one soon, and end SETTLE
 *				ns after the last; where something comes ROOM ns
 *				late, that says nothing: try again, some times
 *
 * For each line a part comes out, which ends with a line "."; in it "! text"
 * is what went wrong, "M what rule time values" a record: a match, a log or an emit; "S rule counters"
 * and "K kind count" are what was counted in the trace; "T later late" says
 * how much later than in the file events of a timed trace were stamped (less
 * than 0 soon after a boot), and how late they were read, or the end came, at the
 * most, in ns.
 * Tables are empty as a trace begins.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "feeder.h"

#define SECOND	1000000000ULL
#define LEAD	50000000	/* ns until the first event of a timed trace */
/* On a machine that is busy: of a timed trace, and of all but for the first of each. */
#define TRIES		10
#define MOST_AGAIN	60

void give_up(const char *format, ...)
{
	va_list arguments;

	fflush(stdout);
	va_start(arguments, format);
	fputs("feeder: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	exit(1);
}

static const struct fed_event *map_events(const char *path, size_t *count)
{
	const struct fed_event *events;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		give_up("%s: %s", path, strerror(errno));
	*count = st.st_size / sizeof(*events);
	if (!*count)
		return NULL;
	events = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (events == MAP_FAILED)
		give_up("%s: %s", path, strerror(errno));
	close(fd);
	return events;
}

static bool is_write(const struct fed_event *event)
{
	return event->kind >= FED_WRITES_VAR;
}

/* Between events of one CPU something may be written. */
static void feed_and_write(const struct stub *stub, __u32 count)
{
	__u32 i, first = 0;

	for (i = 0; i < count; i++) {
		if (!is_write(&stub->events[i]))
			continue;
		if (i > first)
			feed_events(stub, first, i - first, 0);
		write_monitor(&stub->events[i]);
		first = i + 1;
	}
	if (count > first)
		feed_events(stub, first, count - first, 0);
}

static __u64 clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND + now.tv_nsec;
}

static void wait_until(__u64 ns)
{
	const struct timespec until = { ns / SECOND, ns % SECOND };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL))
		;
}

/*
 * An event that is stamped earlier than one before it is read right behind that one.
 * Returns how late something came at the most, in ns.
 */
static __u64 feed_in_time(struct stub *stub, const struct fed_event *events,
			  unsigned int n, __u64 settle, __u64 *later)
{
	__u64 due = n ? 0 : clock_ns(), late = 0, now;
	unsigned int i;

	clear_monitor();
	*later = clock_ns() + LEAD - (n ? events[0].time : 0);
	put_events(stub, events, n, *later);
	begin_monitor(clock_ns());
	for (i = 0; i < n; i++) {
		if (stub->events[i].time > due)
			due = stub->events[i].time;
		wait_until(due);
		feed_events(stub, i, 1, 0);
		now = clock_ns();
		if (now - due > late)
			late = now - due;
	}
	due += settle;
	wait_until(due);
	end_monitor();
	now = clock_ns();
	return now - due > late ? now - due : late;
}

static void feed_timed(struct stub *stub, const struct fed_event *events,
		       size_t count, const char *line)
{
	unsigned long long settle, room;
	static unsigned int again;
	unsigned int first, n, tries;
	__u64 later, late;

	if (sscanf(line, "%u %u %llu %llu", &first, &n, &settle, &room) < 4 ||
	    (size_t)first + n > count)
		give_up("no such trace: %s", line);
	late = feed_in_time(stub, events + first, n, settle, &later);
	for (tries = 1; room && late >= room && tries < TRIES && again < MOST_AGAIN; tries++) {
		again++;
		forget_results();
		late = feed_in_time(stub, events + first, n, settle, &later);
	}
	printf("T %lld %llu\n", (long long)later, (unsigned long long)late);
	print_results();
}

static void feed_trace(struct stub *stub, const struct fed_event *events,
		       size_t count, const char *line)
{
	unsigned int first, on_first, on_second = 0;

	if (sscanf(line, "%u %u %u", &first, &on_first, &on_second) < 2 ||
	    (size_t)first + on_first + on_second > count)
		give_up("no such trace: %s", line);
	clear_monitor();
	put_events(stub, events + first, on_first + on_second, 0);
	begin_monitor(stub->events[0].time);
	if (on_second)
		feed_events(stub, 0, on_first, on_second);
	else
		feed_and_write(stub, on_first);
	print_results();
}

int main(int argc, char **argv)
{
	const struct fed_event *events;
	struct stub stub;
	bool is_open = false;
	char line[4096];
	size_t count;
	FILE *plan;

	if (argc != 4) {
		fputs("usage: feeder STUB EVENTS PLAN\n", stderr);
		return 2;
	}
	open_stub(&stub, strcmp(argv[1], "-") ? argv[1] : NULL);
	events = map_events(argv[2], &count);
	plan = fopen(argv[3], "re");
	if (!plan)
		give_up("%s: %s", argv[3], strerror(errno));
	while (fgets(line, sizeof(line), plan)) {
		char *rest = line + strcspn(line, " ");
		bool is_fed = !strncmp(line, "monitor ", 8);

		line[strcspn(line, "\n")] = '\0';
		if (is_fed || !strncmp(line, "load ", 5)) {
			close_monitor();
			is_open = open_monitor(&stub, rest + 1, is_fed) && is_fed;
		} else if (is_open && !strncmp(line, "timed ", 6)) {
			feed_timed(&stub, events, count, rest);
		} else if (is_open) {
			feed_trace(&stub, events, count, rest);
		} else {
			printf("! no monitor to feed\n");
		}
		printf(".\n");
		fflush(stdout);
	}
	return 0;
}
