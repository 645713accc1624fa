// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * cases.c - runs cases in the guest, one after the other, and says on standard
 * output what was to be seen; whether that is right is the host's to say
 *
 *	cases WMKLOAD WMKTRIGGER PLAN
 *
 * A line of the plan, its fields separated by tabs:
 *
 *	monitor	OBJECT	[OPTION of wmkload]...
 *	case	ID	TRIGGER
 *	run	ID	SCRIPT
 *	scenario	ID	PROGRAM	[ARGUMENT]...
 *
 * What a monitor is for stands behind it. Where that is more than one case it is
 * a module: it stays loaded, and is told between them to begin anew.
 *
 * A line that comes out is ID, a word and a text, separated by tabs: "begin";
 * "record", "loader" and "trigger" with a line of theirs; "recorded" with which
 * file of events it is, the offset from which on they are the case's and, where the
 * file's end is not theirs, the offset and the time (ns, CLOCK_MONOTONIC) of it;
 * "ended" with how they ended. Where there is no "ended", the case has no result. The
 * last line is "done" and the number of cases run.
 *
 * What needs time does not hold where the guest itself stood still: "ended" says
 * for how long it did at most, in ms. What to make of that is the host's to say.
 *
 * A kernel that preempts eBPF programs skips some now and then, and wmkload says
 * so in a gap. A script is then run once more, from "begin": what it expects may
 * be what was skipped.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "wmk.abi.h"

#define NR_FIELDS	16
#define LINE_SIZE	4096

/*
 * Of patience, not of speed: a guest that shares its processors with other
 * guests may be slow, and a case that waits so long has failed.
 */
#define LOAD_SECONDS	60
#define TRIGGER_SECONDS	100
#define SCENARIO_SECONDS 240
#define END_SECONDS	60

#define NR_TRIES	4	/* of a script whose events had gaps */

/* Between looks at the clock: 10 ms took a fifth of an emulated processor. */
#define LOOK_NS		40000000

struct stream {
	int fd;
	const char *word;	/* what its lines are told as */
	size_t used;
	char line[LINE_SIZE];
};

struct process {
	pid_t pid;
	int status;
	struct stream out, err;
};

/* A line of the plan: words end with a NULL. */
struct entry {
	char *fields[NR_FIELDS + 2];
	int nr;
};

struct monitor {
	char **argv;
	const char *object;
	const char *recording;	/* or NULL */
	int runs;		/* of wmkload: each leaves its recording */
	struct process loader;	/* .pid is 0: none */
};

static const char *id;
static bool gap_told;		/* of what the kernel skipped */
static bool loss_told;		/* of anything */

static void tell(const char *word, const char *text)
{
	printf("%s\t%s\t%s\n", id, word, text);
	fflush(stdout);
}

static long long now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static time_t now(void)
{
	return now_ns() / 1000000000;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* ns: the longest time by which a look at the clock was late, since it was set to 0 */
static long long stalled;

/* On a processor of its own, before all others there. */
static void *watch_clock(void *cpu)
{
	const struct timespec look = { .tv_nsec = LOOK_NS };
	const struct sched_param first = { .sched_priority = 1 };
	cpu_set_t on;

	CPU_ZERO(&on);
	CPU_SET((size_t)cpu, &on);
	sched_setaffinity(0, sizeof(on), &on);
	sched_setscheduler(0, SCHED_FIFO, &first);
	for (;;) {
		long long late = -now_ns() - LOOK_NS, most;

		nanosleep(&look, NULL);
		late += now_ns();
		most = __atomic_load_n(&stalled, __ATOMIC_RELAXED);
		while (late > most &&
		       !__atomic_compare_exchange_n(&stalled, &most, late, false,
						    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			;
	}
	return NULL;
}

static void begin_watch(void)
{
	size_t cpu, nr = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t thread;

	for (cpu = 0; cpu < nr; cpu++) {
		errno = pthread_create(&thread, NULL, watch_clock, (void *)cpu);
		if (errno)
			die("pthread_create");
	}
}

static void tell_begin(void)
{
	__atomic_store_n(&stalled, 0, __ATOMIC_RELAXED);
	tell("begin", "");
}

/* text: how it ended, with room */
static void tell_end(char *text, size_t size)
{
	size_t used = strlen(text);

	snprintf(text + used, size - used, " stalled=%lld",
		 __atomic_load_n(&stalled, __ATOMIC_RELAXED) / 1000000);
	tell("ended", text);
}

/* A session of its own, so that all it leaves behind can be ended. */
static void start(struct process *process, char **argv, const char *out_word,
		  const char *err_word)
{
	int out[2], err[2];

	fflush(stdout);
	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		die("pipe2");
	process->pid = fork();
	if (process->pid < 0)
		die("fork");
	if (process->pid == 0) {
		setsid();
		dup2(out[1], STDOUT_FILENO);
		dup2(err[1], STDERR_FILENO);
		execv(argv[0], argv);
		perror(argv[0]);
		_exit(127);
	}
	close(out[1]);
	close(err[1]);
	process->status = -1;
	process->out = (struct stream){ .fd = out[0], .word = out_word };
	process->err = (struct stream){ .fd = err[0], .word = err_word };
}

/* Of the statistics: "recorded events 12, lost ones 0" */
static bool tells_lost_events(const char *line)
{
	const char *lost = strstr(line, ", lost ones ");

	return lost && strcmp(lost, ", lost ones 0");
}

/* Tells the lines that have come; returns whether one begins with wanted. */
static bool take(struct stream *stream, const char *wanted)
{
	bool found = false;
	ssize_t size;
	char *end;

	size = read(stream->fd, stream->line + stream->used,
		    sizeof(stream->line) - 1 - stream->used);
	if (size <= 0) {
		if (stream->used)
			tell(stream->word, stream->line);
		close(stream->fd);
		stream->fd = -1;
		return false;
	}
	stream->used += size;
	stream->line[stream->used] = '\0';
	while ((end = strchr(stream->line, '\n'))) {
		*end++ = '\0';
		tell(stream->word, stream->line);
		if (!strncmp(stream->line, "gap {", 5))
			gap_told = true;
		if (gap_told || strstr(stream->line, " gap {") || tells_lost_events(stream->line))
			loss_told = true;
		if (wanted && !strncmp(stream->line, wanted, strlen(wanted)))
			found = true;
		stream->used -= end - stream->line;
		memmove(stream->line, end, stream->used + 1);
	}
	if (stream->used == sizeof(stream->line) - 1) {
		tell(stream->word, stream->line);
		stream->used = 0;
	}
	return found;
}

static bool is_open(const struct process *process)
{
	return process->pid && (process->out.fd >= 0 || process->err.fd >= 0);
}

/*
 * Relays what both say until the first has closed its output, or has said the
 * wanted line on standard error; false where that took too long.
 */
static bool relay(struct process *first, struct process *second,
		  const char *wanted, int seconds)
{
	time_t deadline = now() + seconds;

	while (is_open(first)) {
		struct pollfd fds[] = {
			{ .fd = first->out.fd, .events = POLLIN },
			{ .fd = first->err.fd, .events = POLLIN },
			{ .fd = second ? second->out.fd : -1, .events = POLLIN },
			{ .fd = second ? second->err.fd : -1, .events = POLLIN },
		};

		if (now() >= deadline)
			return false;
		if (poll(fds, 4, 1000) <= 0)
			continue;
		if (fds[2].revents)
			take(&second->out, NULL);
		if (fds[3].revents)
			take(&second->err, NULL);
		if (fds[0].revents)
			take(&first->out, NULL);
		if (fds[1].revents && take(&first->err, wanted))
			return true;
	}
	return true;
}

/* Everything of the session that is left is killed. */
static void finish(struct process *process, bool in_time)
{
	if (!in_time)
		kill(-process->pid, SIGKILL);
	waitpid(process->pid, &process->status, 0);
	kill(-process->pid, SIGKILL);
	if (process->out.fd >= 0)
		close(process->out.fd);
	if (process->err.fd >= 0)
		close(process->err.fd);
}

static void describe(char *text, size_t size, const char *name,
		     const struct process *process, bool in_time)
{
	size_t used = strlen(text);

	if (!in_time)
		snprintf(text + used, size - used, " %s=late", name);
	else if (WIFEXITED(process->status))
		snprintf(text + used, size - used, " %s=%d", name,
			 WEXITSTATUS(process->status));
	else
		snprintf(text + used, size - used, " %s=signal%d", name,
			 WTERMSIG(process->status));
}

/* Whatever both streams hold by now. */
static void take_rest(struct process *process)
{
	struct pollfd fds[] = {
		{ .fd = process->out.fd, .events = POLLIN },
		{ .fd = process->err.fd, .events = POLLIN },
	};

	while (poll(fds, 2, 0) > 0) {
		if (fds[0].revents)
			take(&process->out, NULL);
		if (fds[1].revents)
			take(&process->err, NULL);
		fds[0].fd = process->out.fd;
		fds[1].fd = process->err.fd;
	}
}

static long long recorded_bytes(const struct monitor *monitor)
{
	struct stat about;

	if (!monitor->recording || stat(monitor->recording, &about))
		return 0;
	return about.st_size;
}

static void keep_recording(const struct monitor *monitor)
{
	char path[512];

	if (!monitor->recording)
		return;
	snprintf(path, sizeof(path), "%s.%d", monitor->recording, monitor->runs);
	if (rename(monitor->recording, path) && errno != ENOENT)
		die(path);
}

static bool bring_up(struct monitor *monitor)
{
	monitor->runs++;
	start(&monitor->loader, monitor->argv, "record", "loader");
	return relay(&monitor->loader, NULL, "wmkload: ready:", LOAD_SECONDS);
}

static void take_down(struct monitor *monitor, bool ready, char *text, size_t size)
{
	struct process *loader = &monitor->loader;
	bool ended;

	kill(loader->pid, SIGTERM);
	ended = ready && relay(loader, NULL, NULL, END_SECONDS);
	finish(loader, ended);
	describe(text, size, "loader", loader, ended);
	*loader = (struct process){ 0 };
	keep_recording(monitor);
}

/*
 * wmkload tells all that it knows before its statistics, and these at once. One
 * that does not answer is killed, which is how it has ended.
 */
static bool ask(struct monitor *monitor)
{
	struct process *loader = &monitor->loader;

	kill(loader->pid, SIGUSR1);
	if (!relay(loader, NULL, "wmkload: statistics ", END_SECONDS))
		kill(loader->pid, SIGKILL);
	else
		take_rest(loader);
	return is_open(loader);
}

/* The file that takes orders to the monitor's module; -1: it is gone. */
static int open_orders(const struct monitor *monitor)
{
	const char *base = strrchr(monitor->object, '/') + 1;
	char path[512];

	snprintf(path, sizeof(path), "/proc/systemtap/%.*s/order",
		 (int)strcspn(base, "."), base);
	return open(path, O_WRONLY | O_CLOEXEC);
}

/* since: ns, CLOCK_MONOTONIC; 0: it reads no events. */
static bool set_active(int orders, __u64 since)
{
	struct {
		struct wmk_order head;
		__u64 since;
	} order = { { WMK_ORDER_WRITE, WMK_REGION_ACTIVE, 0, sizeof(since) }, since };

	return write(orders, &order, sizeof(order)) == sizeof(order);
}

static bool clear(int orders)
{
	const struct wmk_order order = { .what = WMK_ORDER_CLEAR };

	return write(orders, &order, sizeof(order)) == sizeof(order);
}

/*
 * It reads no more, what it has read is told, and it forgets it. false: it is to
 * be loaded anew.
 */
static bool suspend(struct monitor *monitor, char *recorded, size_t size)
{
	int orders = open_orders(monitor);
	long long until = now_ns();
	bool done;

	if (orders < 0)
		return false;
	done = set_active(orders, 0) &&
	       !usleep(10000) &&	/* until no probe is under way */
	       ask(monitor) && !loss_told && clear(orders);
	close(orders);
	if (done)
		snprintf(recorded, size, " %lld %lld", recorded_bytes(monitor), until);
	return done;
}

/* As wmkload does it. */
static bool resume(const struct monitor *monitor)
{
	int orders = open_orders(monitor);
	bool done = orders >= 0 && set_active(orders, now_ns());

	close(orders);
	return done;
}

static void run_case(struct monitor *monitor, char **argv, bool goes_on)
{
	struct process *loader = &monitor->loader, trigger = { 0 };
	long long from = loader->pid ? recorded_bytes(monitor) : 0;
	char text[128] = "case", recorded[128] = "";
	bool ready, acted;

	ready = loader->pid ? resume(monitor) : bring_up(monitor);
	if (ready && is_open(loader)) {
		start(&trigger, argv, "trigger", "trigger");
		acted = relay(&trigger, loader, NULL, TRIGGER_SECONDS);
		finish(&trigger, acted);
		describe(text, sizeof(text), "trigger", &trigger, acted);
	}
	if (goes_on && ready && is_open(loader) && suspend(monitor, recorded, sizeof(recorded)))
		strcat(text, " loader=0");
	else
		take_down(monitor, ready, text, sizeof(text));
	printf("%s\trecorded\t%d %lld%s\n", id, monitor->runs, from, recorded);
	tell_end(text, sizeof(text));
}

static void run_scenario(char **argv)
{
	struct process scenario = { 0 };
	char text[128] = "scenario";
	bool ended;

	tell_begin();
	start(&scenario, argv, "record", "trigger");
	ended = relay(&scenario, NULL, NULL, SCENARIO_SECONDS);
	finish(&scenario, ended);
	describe(text, sizeof(text), "scenario", &scenario, ended);
	tell_end(text, sizeof(text));
}

/* So that the host knows during which case the kernel complained. */
static void mark_console(void)
{
	int file = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	char text[512];
	int size;

	/* One write is one message; <4> is a warning, which the console shows. */
	size = snprintf(text, sizeof(text), "<4>wmk-case: %s\n", id);
	if (file < 0 || write(file, text, size) != size)
		die("/dev/kmsg");
	close(file);
}

static void read_entry(struct entry *entry, char *line)
{
	char *rest = NULL, *field;

	*entry = (struct entry){ 0 };
	line[strcspn(line, "\n")] = '\0';
	for (field = strtok_r(line, "\t", &rest);
	     field && entry->nr < NR_FIELDS; field = strtok_r(NULL, "\t", &rest))
		entry->fields[entry->nr++] = field;
}

/* Behind the last one is one of 0 fields. */
static struct entry *read_plan(const char *path)
{
	struct entry *entries = NULL;
	FILE *plan = fopen(path, "re");
	char *line = NULL;
	size_t count = 0, size = 0;

	if (!plan)
		die(path);
	do {
		entries = realloc(entries, (count + 1) * sizeof(*entries));
		if (!entries)
			die("realloc");
		entries[count] = (struct entry){ 0 };
		if (getline(&line, &size, plan) > 0)
			read_entry(&entries[count], line);
		line = NULL;	/* fields are in it */
		size = 0;
	} while (entries[count++].nr);
	fclose(plan);
	return entries;
}

static bool is_case(const struct entry *entry)
{
	return entry->nr && (!strcmp(entry->fields[0], "case") ||
			     !strcmp(entry->fields[0], "run"));
}

/* wmkload OPTION... OBJECT, in place of monitor OBJECT OPTION... */
static void set_monitor(struct monitor *monitor, struct entry *entry, char *wmkload)
{
	char **fields = entry->fields;
	int i;

	*monitor = (struct monitor){ .argv = fields + 1, .object = fields[1] };
	for (i = 2; i < entry->nr; i++)
		if (!strncmp(fields[i], "--record=", 9))
			monitor->recording = fields[i] + 9;
	fields[entry->nr] = fields[1];
	fields[entry->nr + 1] = NULL;
	fields[1] = wmkload;
}

static void run_entry(struct monitor *monitor, struct entry *entry, char *wmktrigger,
		      bool goes_on)
{
	bool is_script = !strcmp(entry->fields[0], "run");
	char *argv[] = { is_script ? "/bin/sh" : wmktrigger, entry->fields[2], NULL };
	int tries = is_script ? NR_TRIES : 1;

	do {
		tell_begin();
		gap_told = false;
		loss_told = false;
		run_case(monitor, argv, goes_on);
	} while (gap_told && --tries);
}

int main(int argc, char **argv)
{
	struct monitor monitor = { 0 };
	struct entry *entry;
	int cases = 0;

	if (argc != 4) {
		fputs("usage: cases WMKLOAD WMKTRIGGER PLAN\n", stderr);
		return 2;
	}
	begin_watch();
	for (entry = read_plan(argv[3]); entry->nr; entry++) {
		if (!strcmp(entry->fields[0], "monitor")) {
			set_monitor(&monitor, entry, argv[1]);
			continue;
		}
		id = entry->fields[1];
		mark_console();
		if (is_case(entry))
			run_entry(&monitor, entry, argv[2], is_case(entry + 1));
		else
			run_scenario(entry->fields + 2);
		cases++;
	}
	printf("done\t%d\t\n", cases);
	return 0;
}
