// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * cases.c - runs cases in the guest, one after the other, and says on standard
 * output what was to be seen; whether that is right is the host's to say
 *
 *	cases WMKLOAD WMKTRIGGER PLAN
 *
 * A line of the plan, its fields separated by tabs:
 *
 *	case	ID	OBJECT	TRIGGER	[OPTION of wmkload]...
 *	run	ID	OBJECT	SCRIPT	[OPTION of wmkload]...
 *	scenario	ID	PROGRAM	[ARGUMENT]...
 *
 * A line that comes out is ID, a word and a text, separated by tabs: "begin";
 * "record", "loader" and "trigger" with a line of theirs; "ended" with how they
 * ended. Where there is no "ended", the case has no result. The last line is
 * "done" and the number of cases run.
 *
 * A kernel that preempts eBPF programs skips some now and then, and wmkload says
 * so in a gap. A script is then run once more, from "begin": what it expects may
 * be what was skipped.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NR_FIELDS	16
#define LINE_SIZE	4096

/*
 * Of patience, not of speed: a guest that shares its processors with other
 * guests may be slow, and a case that waits so long has failed.
 */
#define LOAD_SECONDS	60
#define TRIGGER_SECONDS	100
#define SCENARIO_SECONDS 120
#define END_SECONDS	20

#define NR_TRIES	4	/* of a script whose events had gaps */

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

static const char *id;
static bool gap_told;

static void tell(const char *word, const char *text)
{
	printf("%s\t%s\t%s\n", id, word, text);
	fflush(stdout);
}

static time_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
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

static void run_case(char **loader_argv, char **trigger_argv)
{
	struct process loader = { 0 }, trigger = { 0 };
	char text[128] = "case";
	bool ready, acted, ended;

	start(&loader, loader_argv, "record", "loader");
	ready = relay(&loader, NULL, "wmkload: ready:", LOAD_SECONDS);
	if (ready && is_open(&loader)) {
		start(&trigger, trigger_argv, "trigger", "trigger");
		acted = relay(&trigger, &loader, NULL, TRIGGER_SECONDS);
		finish(&trigger, acted);
		describe(text, sizeof(text), "trigger", &trigger, acted);
	}
	kill(loader.pid, SIGTERM);
	ended = ready && relay(&loader, NULL, NULL, END_SECONDS);
	finish(&loader, ended);
	describe(text, sizeof(text), "loader", &loader, ended);
	tell("ended", text);
}

static void run_scenario(char **argv)
{
	struct process scenario = { 0 };
	char text[128] = "scenario";
	bool ended;

	start(&scenario, argv, "record", "trigger");
	ended = relay(&scenario, NULL, NULL, SCENARIO_SECONDS);
	finish(&scenario, ended);
	describe(text, sizeof(text), "scenario", &scenario, ended);
	tell("ended", text);
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

int main(int argc, char **argv)
{
	char line[LINE_SIZE];
	bool is_script;
	int cases = 0;
	FILE *plan;

	if (argc != 4) {
		fputs("usage: cases WMKLOAD WMKTRIGGER PLAN\n", stderr);
		return 2;
	}
	plan = fopen(argv[3], "re");
	if (!plan)
		die(argv[3]);
	while (fgets(line, sizeof(line), plan)) {
		char *fields[NR_FIELDS + 1] = { NULL };
		char *rest = NULL;
		int n = 0;

		line[strcspn(line, "\n")] = '\0';
		for (char *field = strtok_r(line, "\t", &rest);
		     field && n < NR_FIELDS; field = strtok_r(NULL, "\t", &rest))
			fields[n++] = field;
		if (n < 3)
			continue;
		id = fields[1];
		is_script = !strcmp(fields[0], "run");
		mark_console();
		if (!strcmp(fields[0], "scenario")) {
			tell("begin", "");
			run_scenario(fields + 2);
		} else if (n >= 4) {
			char *trigger_argv[] = {
				is_script ? "/bin/sh" : argv[2], fields[3], NULL
			};
			int tries = is_script ? NR_TRIES : 1;

			/* wmkload OPTION... OBJECT */
			fields[3] = argv[1];
			fields[n] = fields[2];
			do {
				tell("begin", "");
				gap_told = false;
				run_case(fields + 3, trigger_argv);
			} while (gap_told && --tries);
		}
		cases++;
	}
	printf("done\t%d\t\n", cases);
	return 0;
}
