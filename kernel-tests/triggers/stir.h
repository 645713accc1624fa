/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * stir.h - the parts of the verb "stir"
 */
#ifndef STIR_H
#define STIR_H

struct stirring {
	const char *name;
	/* In a process of its own, once a round; does not return where it says so. */
	void (*stir)(void);
};

/* A few calls that return. */
void some_calls(void);
/* Runs begin in a thread; the stack is the caller's to keep. */
long start_thread(void (*begin)(void *), void *context, int stack);
_Noreturn void end_thread(void);
_Noreturn void end_process(void);
/* Returns 0 in the child. */
long start_process(void);
void await_process(long process);
void run_nothing(void);

/* stir-signals.c */
void stir_handlers(void);
void stir_kills(void);
void stir_jumps(void);

/* stir-hooks.c */
void stir_ptrace(void);
void stir_ptrace_skip(void);
void stir_seccomp(void);
void stir_seccomp_kill(void);
void stir_dispatch(void);

#endif /* STIR_H */
