// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stir.c - the verb "stir WHAT [ROUNDS]": a process of its own leads a hard
 * life, as real programs do, with nobody ordering its calls
 */
#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>

#include "call.h"
#include "clone.h"
#include "stage.h"
#include "stir.h"

#define NR_STACKS	4
#define STACK_SIZE	32768

/* The last one is of a thread that begins while the others run. */
static char stacks[NR_STACKS + 1][STACK_SIZE] __attribute__((aligned(16)));

void some_calls(void)
{
	call0(SYS_getppid);
	call0(SYS_sched_yield);
	call0(SYS_getuid);
}

_Noreturn void end_thread(void)
{
	for (;;)
		call1(SYS_exit, 0);
}

_Noreturn void end_process(void)
{
	for (;;)
		call1(SYS_exit_group, 0);
}

long start_thread(void (*begin)(void *), void *context, int stack)
{
	struct clone_args args = {
		.flags = THREAD_FLAGS,
		.stack = (unsigned long)stacks[stack],
		.stack_size = STACK_SIZE,
	};

	return clone_into(&args, begin, context);
}

long start_process(void)
{
	return call6(SYS_clone, SIGCHLD, 0, 0, 0, 0, 0);
}

/* Children of a trigger leave no zombies: this waits until it is gone. */
void await_process(long process)
{
	while (call4(SYS_wait4, process, 0, 0x40000000 /* __WALL */, 0) == -EINTR)
		;
}

void run_nothing(void)
{
	char *argv[] = { "wmktrigger", "--nothing", NULL };
	char *envp[] = { NULL };

	call3(SYS_execve, "/proc/thread-self/exe", argv, envp);
}

static unsigned int running;

static void thread_of_calls(void *context)
{
	(void)context;
	some_calls();
	__atomic_sub_fetch(&running, 1, __ATOMIC_RELEASE);
	end_thread();
}

static void start_threads(void)
{
	int i;

	running = NR_STACKS;
	for (i = 0; i < NR_STACKS; i++)
		start_thread(thread_of_calls, NULL, i);
}

static void stir_threads(void)
{
	start_threads();
	while (__atomic_load_n(&running, __ATOMIC_ACQUIRE))
		some_calls();
}

static void stir_forks(void)
{
	long child = start_process();

	some_calls();
	if (child == 0)
		end_process();
	await_process(child);
}

static void enter_program(void *context)
{
	(void)context;
	some_calls();
	run_nothing();
	end_process();
}

static void stir_vforks(void)
{
	struct clone_args args = {
		.flags = CLONE_VM | CLONE_VFORK,
		.exit_signal = SIGCHLD,
		.stack = (unsigned long)stacks[0],
		.stack_size = STACK_SIZE,
	};

	await_process(clone_into(&args, enter_program, NULL));
}

static void stir_execs(void)
{
	run_nothing();
}

/* The leader and the others are in all sorts of calls when this comes. */
static void stir_thread_execs(void)
{
	start_threads();
	start_thread(enter_program, NULL, NR_STACKS);
	for (;;)
		some_calls();
}

/* A zombie leader's number is taken over by the thread that calls execve. */
static void stir_leaderless_execs(void)
{
	start_thread(enter_program, NULL, 0);
	end_thread();
}

static void stir_exit_groups(void)
{
	start_threads();
	end_process();
}

static const struct stirring stirrings[] = {
	{ "threads", stir_threads },
	{ "forks", stir_forks },
	{ "vforks", stir_vforks },
	{ "execs", stir_execs },
	{ "thread-execs", stir_thread_execs },
	{ "leaderless-execs", stir_leaderless_execs },
	{ "exit-groups", stir_exit_groups },
	{ "handlers", stir_handlers },
	{ "jumps", stir_jumps },
	{ "kills", stir_kills },
	{ "ptrace", stir_ptrace },
	{ "ptrace-skip", stir_ptrace_skip },
	{ "seccomp", stir_seccomp },
	{ "seccomp-kill", stir_seccomp_kill },
	{ "dispatch", stir_dispatch },
};

long perform_stir(struct turn *turn)
{
	long rounds = turn->act->nr_args > 1 ? argument(turn, 1) : 1;
	const struct stirring *found = NULL;
	unsigned int i;

	for (i = 0; i < sizeof(stirrings) / sizeof(stirrings[0]); i++) {
		if (!strcmp(stirrings[i].name, turn->act->args[0]))
			found = &stirrings[i];
	}
	if (!found)
		return -EINVAL;
	while (rounds--) {
		long child = start_process();

		if (child < 0)
			return child;
		if (child == 0) {
			found->stir();
			end_process();
		}
		await_process(child);
	}
	return 0;
}
