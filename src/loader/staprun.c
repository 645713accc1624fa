// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * staprun.c - the file of a module -> a process of staprun, which inserts it
 * and, when it is told to end or we end, removes it
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "module.h"

#define PAUSE_MS	10

/* In a group of its own: what is typed at the terminal is for us. */
static void become(const char *program, const char *path, pid_t parent,
		   int output, int failure)
{
	char *const arguments[] = { (char *)program, (char *)path, NULL };
	int nowhere = open("/dev/null", O_RDONLY | O_CLOEXEC);
	sigset_t none;
	int code;

	sigemptyset(&none);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setenv("LC_ALL", "C", 1);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(1);
	if (nowhere >= 0 && dup2(nowhere, STDIN_FILENO) >= 0 &&
	    dup2(output, STDOUT_FILENO) >= 0 &&
	    dup2(output, STDERR_FILENO) >= 0)
		execvp(program, arguments);
	code = errno;
	if (write(failure, &code, sizeof(code)) < 0)
		_exit(2);
	_exit(1);
}

static int fork_staprun(struct wmk_staprun *staprun, const char *program,
			const char *path, const int output[2],
			const int failure[2])
{
	pid_t parent = getpid();
	int code = 0;
	ssize_t got;

	staprun->process = fork();
	if (!staprun->process)
		become(program, path, parent, output[1], failure[1]);
	close(output[1]);
	close(failure[1]);
	if (staprun->process < 0) {
		code = -errno;
		staprun->process = 0;
	} else {
		do
			got = read(failure[0], &code, sizeof(code));
		while (got < 0 && errno == EINTR);
		code = got == sizeof(code) ? -code : 0;
	}
	close(failure[0]);
	if (code && staprun->process) {
		waitpid(staprun->process, &staprun->status, 0);
		staprun->process = 0;
	}
	return code;
}

int wmk_start_staprun(struct wmk_staprun *staprun, const char *program,
		      const char *path)
{
	int output[2], failure[2], code;

	if (pipe2(output, O_CLOEXEC))
		return -errno;
	if (pipe2(failure, O_CLOEXEC)) {
		code = -errno;
		close(output[0]);
		close(output[1]);
		return code;
	}
	fcntl(output[0], F_SETFL, O_NONBLOCK);
	staprun->output = output[0];
	return fork_staprun(staprun, program, path, output, failure);
}

/* Of more than there is room for the end is kept. */
static void keep(struct wmk_staprun *staprun, const char *text, size_t size)
{
	const size_t room = sizeof(staprun->text) - 1;
	size_t over;

	if (staprun->verbose)
		fwrite(text, 1, size, staprun->verbose);
	if (size > room) {
		text += size - room;
		size = room;
	}
	over = staprun->used + size > room ? staprun->used + size - room : 0;
	memmove(staprun->text, staprun->text + over, staprun->used - over);
	memcpy(staprun->text + staprun->used - over, text, size);
	staprun->used += size - over;
	staprun->text[staprun->used] = '\0';
}

static void read_output(struct wmk_staprun *staprun)
{
	char text[4096];
	ssize_t got;

	while (staprun->output >= 0) {
		got = read(staprun->output, text, sizeof(text));
		if (got > 0) {
			keep(staprun, text, (size_t)got);
			continue;
		}
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		close(staprun->output);
		staprun->output = -1;
	}
}

bool wmk_staprun_lives(struct wmk_staprun *staprun)
{
	pid_t ended = 0;

	if (staprun->process)
		ended = waitpid(staprun->process, &staprun->status, WNOHANG);
	if (ended == staprun->process || ended < 0)
		staprun->process = 0;
	read_output(staprun);
	return staprun->process;
}

bool wmk_stop_staprun(struct wmk_staprun *staprun, int most_ms)
{
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000 };
	int waited;

	if (wmk_staprun_lives(staprun))
		kill(staprun->process, SIGTERM);
	for (waited = 0; wmk_staprun_lives(staprun); waited += PAUSE_MS) {
		if (waited >= most_ms)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

void wmk_add_output(const struct wmk_staprun *staprun, struct wmk_error *error)
{
	const char *text = staprun->text;

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length)
			wmk_add_detail(error, "%.*s", (int)length, text);
		text += length + (text[length] == '\n');
	}
}
