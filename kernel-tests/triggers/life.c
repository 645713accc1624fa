// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * life.c - verbs that begin or end a thread, a process or a program
 */
#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "call.h"
#include "clone.h"
#include "stage.h"

#define STACK_SIZE 32768

/* One an actor: a fork's child gets a copy of all, and uses those it makes. */
static char stacks[NR_ACTORS][STACK_SIZE] __attribute__((aligned(16)));

struct entrance {
	struct stage *stage;
	int self;
	bool ends_line;
};
static struct entrance entrances[NR_ACTORS];

static void enter(void *context)
{
	const struct entrance *entrance = context;

	come_on(entrance->stage, entrance->self);
	if (entrance->ends_line)
		end_line(entrance->stage);
	act(entrance->stage, entrance->self);
}

/* Who is gone keeps the number until the kernel has let go of it: a little later. */
static long clone_when_free(const struct clone_args *args, struct entrance *entrance)
{
	const struct timespec millisecond = { .tv_nsec = 1000000 };
	long result;
	int tries;

	for (tries = 0; tries < 5000; tries++) {
		result = clone_into(args, enter, entrance);
		if (result != -EEXIST)
			break;
		call6(SYS_nanosleep, (long)&millisecond, 0, 0, 0, 0, 0);
	}
	return result;
}

/*
 * NAME ["as" OTHER]: the new thread or process gets the number that OTHER, who
 * must be gone, had.
 */
static long begin(struct turn *turn, unsigned long flags, bool own_stack)
{
	const struct act *act = turn->act;
	int made = actor_named(turn->stage, act->args[0]);
	struct entrance *entrance = &entrances[made];
	struct clone_args args = { .flags = flags };
	int number;

	if (act->nr_args > 1) {
		int other = actor_named(turn->stage, act->args[2]);

		if (act->nr_args != 3 || strcmp(act->args[1], "as") || other < 0)
			return -EINVAL;
		number = turn->stage->actors[other].tid;
		args.set_tid = (unsigned long)&number;
		args.set_tid_size = 1;
	}
	if (!(flags & CLONE_THREAD))
		args.exit_signal = SIGCHLD;
	*entrance = (struct entrance){
		.stage = turn->stage,
		.self = made,
		.ends_line = flags & CLONE_VFORK,
	};
	if (own_stack) {
		args.stack = (unsigned long)stacks[made];
		args.stack_size = STACK_SIZE;
	}
	return clone_when_free(&args, entrance);
}

static long begin_and_meet(struct turn *turn, unsigned long flags, bool own_stack)
{
	int made = actor_named(turn->stage, turn->act->args[0]);
	long result = begin(turn, flags, own_stack);

	if (result < 0)
		return result;
	wait_for(&turn->stage->actors[made].tid, 0);
	return 0;
}

long perform_thread(struct turn *turn)
{
	return begin_and_meet(turn, THREAD_FLAGS, true);
}

long perform_fork(struct turn *turn)
{
	return begin_and_meet(turn, 0, false);
}

/* The caller is stopped until the child has ended or runs another program. */
long perform_vfork(struct turn *turn)
{
	long result = begin(turn, CLONE_VM | CLONE_VFORK, true);

	return result < 0 ? result : ELSEWHERE;
}

/* NAME is who the new program's only thread is; this file runs again. */
long perform_exec(struct turn *turn)
{
	static char path[] = "/proc/thread-self/exe";
	char *argv[] = { "wmktrigger", "--as", (char *)turn->act->args[0], NULL };
	char *envp[] = { NULL };

	return call3(SYS_execve, path, argv, envp);
}

static void leave(struct turn *turn, int who)
{
	__atomic_store_n(&turn->stage->leaving, who + 1, __ATOMIC_RELEASE);
	wake(&turn->stage->now);
}

long perform_exit(struct turn *turn)
{
	leave(turn, turn->self);
	return call1(SYS_exit, argument(turn, 0));
}

long perform_exit_group(struct turn *turn)
{
	leave(turn, turn->self);
	return call1(SYS_exit_group, argument(turn, 0));
}

/* VICTIM, whose whole process ends. */
long perform_kill(struct turn *turn)
{
	int victim = actor_named(turn->stage, turn->act->args[0]);
	long result;

	if (victim < 0)
		return -EINVAL;
	result = call2(SYS_kill, turn->stage->actors[victim].pid, SIGKILL);
	if (result < 0)
		return result;
	leave(turn, victim);
	return ELSEWHERE;
}
