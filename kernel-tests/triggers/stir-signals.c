// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stir-signals.c - calls that signals interrupt, in whose handlers there are
 * more calls, or that a signal ends together with their process
 */
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>

#include "call.h"
#include "stir.h"

#define TICKS		20
#define TICK_US		1000

static volatile sig_atomic_t ticks;
static sigjmp_buf back;

static void count_tick(int signal)
{
	(void)signal;
	some_calls();
	ticks++;
}

/* The handler never returns: there is no rt_sigreturn. */
static void jump_back(int signal)
{
	(void)signal;
	ticks++;
	siglongjmp(back, 1);
}

static void on_tick(void (*handler)(int))
{
	const struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };

	sigaction(SIGALRM, &action, NULL);
}

static void tick_into(void (*handler)(int))
{
	const struct itimerval interval = { { 0, TICK_US }, { 0, TICK_US } };

	on_tick(handler);
	setitimer(ITIMER_REAL, &interval, NULL);
}

/* Interrupted, restarted, or hit between two calls. */
void stir_handlers(void)
{
	const struct timespec nap = { 0, 5 * TICK_US * 1000 };

	tick_into(count_tick);
	while (ticks < TICKS) {
		call2(SYS_nanosleep, &nap, 0);
		call0(SYS_pause);
		some_calls();
	}
}

void stir_jumps(void)
{
	/* Whole before the first tick: a jump would leave SIGALRM blocked for good. */
	if (!sigsetjmp(back, 1))
		tick_into(jump_back);
	while (ticks < TICKS)
		call0(SYS_pause);
	/* There is no jump back into a function that has returned. */
	on_tick(SIG_IGN);
}

static void call_for_ever(void *context)
{
	(void)context;
	for (;;)
		some_calls();
}

static void sleep_for_ever(void *context)
{
	(void)context;
	for (;;)
		call0(SYS_pause);
}

/* Some of the threads are in a call when SIGKILL comes, others between two. */
void stir_kills(void)
{
	const struct timespec nap = { 0, 2000000 };
	long child = start_process();

	if (child == 0) {
		start_thread(call_for_ever, NULL, 0);
		start_thread(sleep_for_ever, NULL, 1);
		call_for_ever(NULL);
	}
	call2(SYS_nanosleep, &nap, 0);
	call2(SYS_kill, child, SIGKILL);
	await_process(child);
}
