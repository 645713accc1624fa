// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * actor.c - an actor's life: wait for its lines, perform them, hand on
 */
#include <linux/futex.h>
#include <limits.h>

#include "call.h"
#include "stage.h"

/*
 * A futex and not a busy loop: under emulation somebody who spins takes the
 * processor from the one who is to act. These calls are seen by rules about
 * system calls, which therefore say which calls they mean.
 */
void wait_for(unsigned int *word, unsigned int while_it_is)
{
	while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == while_it_is)
		call4(SYS_futex, word, FUTEX_WAIT, while_it_is, 0);
}

void wake(unsigned int *word)
{
	call3(SYS_futex, word, FUTEX_WAKE, INT_MAX);
}

void come_on(struct stage *stage, int self)
{
	struct actor *actor = &stage->actors[self];

	actor->pid = call0(SYS_getpid);
	__atomic_store_n(&actor->tid, call0(SYS_gettid), __ATOMIC_RELEASE);
	wake(&actor->tid);
}

void end_line(struct stage *stage)
{
	stage->begun = 0;
	stage->done = 0;
	__atomic_fetch_add(&stage->now, stage->acts[stage->now].nr_together,
			   __ATOMIC_RELEASE);
	wake(&stage->now);
}

static void fail(struct stage *stage, const struct act *act, long error)
{
	stage->error = -error;
	stage->failed = act->number;
	__atomic_store_n(&stage->now, stage->nr_acts, __ATOMIC_RELEASE);
	wake(&stage->now);
}

/* Those who perform a line together begin it together. */
static void meet(struct stage *stage, unsigned int nr_actors)
{
	__atomic_fetch_add(&stage->begun, 1, __ATOMIC_ACQ_REL);
	while (__atomic_load_n(&stage->begun, __ATOMIC_ACQUIRE) < nr_actors)
		__builtin_ia32_pause();
}

static long perform(struct turn *turn)
{
	const struct verb *verb = &verbs[turn->act->verb];
	long result = 0;

	for (turn->round = 1; turn->round <= turn->act->repeat; turn->round++) {
		result = verb->perform(turn);
		if (result)
			break;
	}
	return result;
}

/* The act of the line that is self's, if any, and how many perform the line. */
static const struct act *own_act(const struct stage *stage, unsigned int first,
				 int self, unsigned int *nr_actors)
{
	const struct act *own = NULL;
	unsigned int i;

	*nr_actors = 0;
	for (i = first; i < first + stage->acts[first].nr_together; i++) {
		if (stage->acts[i].actors & 1U << self)
			own = &stage->acts[i];
		*nr_actors += __builtin_popcount(stage->acts[i].actors);
	}
	return own;
}

_Noreturn void act(struct stage *stage, int self)
{
	struct turn turn = { .stage = stage, .self = self };
	unsigned int performed = UINT_MAX;

	for (;;) {
		unsigned int now = __atomic_load_n(&stage->now, __ATOMIC_ACQUIRE);
		unsigned int nr_actors;
		long result;

		if (now >= stage->nr_acts)
			call1(SYS_exit_group, 0);
		turn.act = own_act(stage, now, self, &nr_actors);
		if (now == performed || !turn.act) {
			wait_for(&stage->now, now);
			continue;
		}
		performed = now;
		if (nr_actors > 1)
			meet(stage, nr_actors);
		result = perform(&turn);
		if (result < 0)
			fail(stage, turn.act, result);
		else if (result == 0 && __atomic_add_fetch(&stage->done, 1,
							   __ATOMIC_ACQ_REL) == nr_actors)
			end_line(stage);
	}
}
