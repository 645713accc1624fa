// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * nice.c - a match that asks for nice(n) -> a process with another nice value
 *
 * The process is a number in a record, and may have ended since, and another
 * one may have its number. So it is held by a pidfd, its start is compared, and
 * before each of its threads and when all is done the pidfd says whether it is
 * there. The kernel takes a thread by its number only: what is left is the moment
 * between asking whether it is the process's and the call.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "nice.h"
#include "wall_time.h"

#define LEAST_NICE	(-20)
#define MOST_NICE	19
#define NS_PER_S	1000000000ULL
#define START_FIELD	22	/* of /proc/PID/stat, from 1 */

int add_nice(int from, int by)
{
	long long to = (long long)from + by;

	return to < LEAST_NICE ? LEAST_NICE :
	       to > MOST_NICE ? MOST_NICE : (int)to;
}

/* "7 (a) b) S 1 ...": a name may hold anything, so fields are counted behind it. */
bool parse_start(const char *stat, __u64 *ticks)
{
	const char *at = strrchr(stat, ')');
	char *end;
	int field;

	for (field = 3; at && field <= START_FIELD; field++) {
		at = strchr(at, ' ');
		if (at)
			at++;
	}
	if (!at || *at < '0' || *at > '9')
		return false;
	errno = 0;
	*ticks = strtoull(at, &end, 10);
	return !errno && *end == ' ';
}

static bool is_same(const struct wmk_record *record)
{
	__u64 ticks, tick_ns = NS_PER_S / (__u64)sysconf(_SC_CLK_TCK);
	char path[64], stat[1024];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%u/stat", record->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	got = read(fd, stat, sizeof(stat) - 1);
	close(fd);
	if (got <= 0)
		return false;
	stat[got] = '\0';
	return parse_start(stat, &ticks) &&
	       ticks == record->process_start / tick_ns;
}

static bool is_there(int pidfd)
{
	return !syscall(SYS_pidfd_send_signal, pidfd, 0, NULL, 0);
}

/* A thread that ends meanwhile needs none, and its number may be another's. */
static int nice_thread(int pidfd, __u32 pid, id_t thread, int by)
{
	char path[64];
	int from;

	snprintf(path, sizeof(path), "/proc/%u/task/%u", pid, thread);
	if (!is_there(pidfd) || access(path, F_OK))
		return 0;
	errno = 0;
	from = getpriority(PRIO_PROCESS, thread);
	if (errno || setpriority(PRIO_PROCESS, thread, add_nice(from, by)))
		return errno == ESRCH ? 0 : errno;
	return 0;
}

/* Every thread has a nice value of its own. */
static int nice_threads(int pidfd, __u32 pid, int by)
{
	struct dirent *entry;
	char path[64];
	int code = 0;
	DIR *tasks;

	snprintf(path, sizeof(path), "/proc/%u/task", pid);
	tasks = opendir(path);
	if (!tasks)
		return errno;
	while (!code && (entry = readdir(tasks))) {
		id_t thread = (id_t)atoi(entry->d_name);

		if (thread)
			code = nice_thread(pidfd, pid, thread, by);
	}
	closedir(tasks);
	return code;
}

/* NULL, or why it was not done */
static const char *nice_process(const struct wmk_record *record, int by,
				struct niced *niced)
{
	const char *why = NULL;
	int fd, code;

	fd = (int)syscall(SYS_pidfd_open, record->pid, 0);
	if (fd < 0)
		return errno == ESRCH ? "it has ended" : strerror(errno);
	if (!is_same(record)) {
		close(fd);
		return "it has ended";
	}
	niced->from = getpriority(PRIO_PROCESS, record->pid);
	code = nice_threads(fd, record->pid, by);
	niced->to = getpriority(PRIO_PROCESS, record->pid);
	if (code)
		why = strerror(code);
	else if (!is_there(fd))
		why = "it has ended meanwhile";
	close(fd);
	return why;
}

static bool is_asked(const struct wmk_match *match, __u32 i)
{
	return match->reactions[i].call == WMK_NICE &&
	       match->record->reached >> i & 1;
}

bool asks_nice(const struct wmk_match *match)
{
	__u32 i;

	for (i = 0; i < match->rule->nr_reactions; i++)
		if (is_asked(match, i))
			return match->record->verdict == WMK_REACTED;
	return false;
}

void do_nice(const struct wmk_match *match, const char *why_not,
	     struct niced niced[MOST_REACTIONS])
{
	const struct wmk_record *record = match->record;
	__u32 i;

	for (i = 0; i < match->rule->nr_reactions; i++) {
		niced[i] = (struct niced){ 0 };
		if (!is_asked(match, i))
			continue;
		niced[i].why = why_not ? why_not :
			nice_process(record, match->reactions[i].number,
				     &niced[i]);
		niced[i].late = monotonic_now() - record->time;
	}
}
