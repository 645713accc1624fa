/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * stage.h - what the actors of a trigger share: the script and where it is
 *
 * The stage lies in shared memory that outlives fork and exec. Exactly one line
 * of the script is being performed at any time; everybody else waits for it to
 * end, so that the order of the calls is the order of the lines.
 */
#ifndef STAGE_H
#define STAGE_H

#include <stdbool.h>
#include <stddef.h>

#define NR_ACTORS	24
#define NAME_SIZE	16
#define NR_ACTS		256
#define NR_ARGS		6
#define ARG_SIZE	160

/* Where the stage's memory is in every process of the trigger. */
#define STAGE_FD	90

struct actor {
	char name[NAME_SIZE];
	int pid;
	unsigned int tid;	/* 0 until it has come on; futex */
};

/* What some actors do; acts that "&" joins are a line, performed together. */
struct act {
	unsigned int number;	/* of the line in the script, from 1 */
	unsigned int nr_together; /* acts of the line, in its first one */
	unsigned int actors;	/* bit set of those who perform it */
	unsigned int verb;
	long repeat;
	int nr_args;
	char args[NR_ARGS][ARG_SIZE];
};

struct stage {
	unsigned int now;	/* first act of the line being performed; futex */
	unsigned int begun;	/* actors that have come to it */
	unsigned int done;	/* actors that have performed it */
	unsigned int leaving;	/* actor + 1 to be gone before the next line */
	unsigned int failed;	/* number of the line that failed */
	int error;
	unsigned int nr_actors;
	unsigned int nr_acts;
	struct actor actors[NR_ACTORS];
	struct act acts[NR_ACTS];
};

/*
 * What performing a line came to. ELSEWHERE: the line is ended by somebody
 * else, the new program or the director.
 */
#define ELSEWHERE 1

/* One actor's turn. */
struct turn {
	struct stage *stage;
	const struct act *act;
	int self;
	long round;		/* of act->repeat, from 1 */
};

struct verb {
	const char *name;
	int least, most;	/* arguments */
	/* Which argument names an actor that the verb makes, or -1. */
	int makes;
	long (*perform)(struct turn *turn);
};

extern const struct verb verbs[];
extern const unsigned int nr_verbs;

/* script.c: complains and exits where the text is not a script */
void read_script(const char *path, struct stage *stage);
int actor_named(const struct stage *stage, const char *name);
/* A number, a character, or % for the round. */
long argument(const struct turn *turn, int index);

/* actor.c */
_Noreturn void act(struct stage *stage, int self);
void come_on(struct stage *stage, int self);
void end_line(struct stage *stage);
void wait_for(unsigned int *word, unsigned int while_it_is);
void wake(unsigned int *word);

/* life.c */
long perform_thread(struct turn *turn);
long perform_fork(struct turn *turn);
long perform_vfork(struct turn *turn);
long perform_exec(struct turn *turn);
long perform_exit(struct turn *turn);
long perform_exit_group(struct turn *turn);
long perform_kill(struct turn *turn);

/* stir*.c */
long perform_stir(struct turn *turn);

#endif /* STAGE_H */
