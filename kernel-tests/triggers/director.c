// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * director.c - runs a trigger: the script of a case, performed by real threads
 * and processes, and then says who they were
 *
 *	wmktrigger SCRIPT
 *
 * Prints NAME.pid=N and NAME.tid=N for each actor that came on. Exits with 0
 * where the whole script was performed, 1 where a line failed or nobody ended
 * it, 2 where it is no script.
 */
#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "stage.h"

#define LOOK_NS		5000000
/* More than the longest sleep, and less than the runner's patience. */
#define STUCK_SECONDS	20

static struct stage *map_stage(void)
{
	struct stage *stage = mmap(NULL, sizeof(*stage), PROT_READ | PROT_WRITE,
				   MAP_SHARED, STAGE_FD, 0);

	if (stage == MAP_FAILED) {
		perror("wmktrigger: mmap");
		exit(1);
	}
	return stage;
}

static struct stage *make_stage(void)
{
	int file = memfd_create("wmktrigger", 0);

	if (file < 0 || dup2(file, STAGE_FD) < 0 ||
	    ftruncate(STAGE_FD, sizeof(struct stage)) < 0) {
		perror("wmktrigger: memfd");
		exit(1);
	}
	close(file);
	return map_stage();
}

/*
 * Is a thread's number free again? A leader that ended before its threads
 * keeps its own as a zombie: that is all there is to wait for.
 */
static bool gone(const struct actor *actor)
{
	char path[64], text[512];
	const char *state;
	size_t size;
	FILE *file;

	if (syscall(SYS_tgkill, actor->pid, actor->tid, 0) < 0 && errno == ESRCH)
		return true;
	snprintf(path, sizeof(path), "/proc/%d/task/%u/stat", actor->pid, actor->tid);
	file = fopen(path, "r");
	if (!file)
		return false;
	size = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[size] = '\0';
	state = strrchr(text, ')');
	return state && !strncmp(state, ") Z", 3);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

/* Returns whether the script came to its end. */
static bool direct(struct stage *stage)
{
	const struct timespec look = { 0, LOOK_NS };
	unsigned int seen = 0;
	double since = seconds();

	for (;;) {
		unsigned int now = __atomic_load_n(&stage->now, __ATOMIC_ACQUIRE);
		unsigned int leaving = __atomic_load_n(&stage->leaving, __ATOMIC_ACQUIRE);

		if (now >= stage->nr_acts)
			return true;
		if (now != seen) {
			seen = now;
			since = seconds();
		}
		if (seconds() - since > STUCK_SECONDS)
			return false;
		if (leaving && gone(&stage->actors[leaving - 1])) {
			stage->leaving = 0;
			end_line(stage);
			continue;
		}
		syscall(SYS_futex, &stage->now, FUTEX_WAIT, now, &look);
	}
}

/*
 * Those whose parents have ended are children of this process: all are gone
 * when it has none. Actors' numbers would not do, they make others than actors.
 */
static void end_all(void)
{
	const struct timespec look = { 0, LOOK_NS };
	bool any;
	int child;

	do {
		FILE *children = fopen("/proc/thread-self/children", "r");

		if (!children) {
			perror("wmktrigger: /proc/thread-self/children");
			return;
		}
		any = false;
		while (fscanf(children, "%d", &child) == 1) {
			any = true;
			kill(child, SIGKILL);
		}
		fclose(children);
		if (any)
			nanosleep(&look, NULL);
	} while (any);
}

static int report(const struct stage *stage, bool came_to_its_end)
{
	unsigned int i;

	for (i = 0; i < stage->nr_actors; i++) {
		const struct actor *actor = &stage->actors[i];

		if (actor->tid)
			printf("%s.pid=%d\n%s.tid=%u\n", actor->name, actor->pid,
			       actor->name, actor->tid);
	}
	if (stage->failed) {
		fprintf(stderr, "wmktrigger: line %u failed: %s\n", stage->failed,
			strerror(stage->error));
		return 1;
	}
	if (!came_to_its_end) {
		fprintf(stderr, "wmktrigger: line %u was never ended\n",
			stage->acts[stage->now].number);
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	bool came_to_its_end;
	struct stage *stage;

	if (argc == 3 && !strcmp(argv[1], "--as")) {
		stage = map_stage();
		int self = actor_named(stage, argv[2]);

		come_on(stage, self);
		end_line(stage);
		act(stage, self);
	}
	if (argc == 2 && !strcmp(argv[1], "--nothing"))
		return 0;
	if (argc != 2) {
		fputs("usage: wmktrigger SCRIPT\n", stderr);
		return 2;
	}
	stage = make_stage();
	read_script(argv[1], stage);

	/* Nobody needs to wait for a child: numbers are free as soon as may be. */
	signal(SIGCHLD, SIG_IGN);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	switch (fork()) {
	case -1:
		perror("wmktrigger: fork");
		return 1;
	case 0:
		come_on(stage, 0);
		act(stage, 0);
	}
	came_to_its_end = direct(stage);
	if (!came_to_its_end)
		end_all();
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return report(stage, came_to_its_end);
}
