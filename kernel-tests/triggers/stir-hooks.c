// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stir-hooks.c - calls that somebody watches, changes or refuses on their way:
 * ptrace(2), seccomp(2) and syscall user dispatch
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call.h"
#include "stir.h"

#define NR_STOPS 60

/*
 * With SIGCHLD ignored, a tracee that stops would still wake its tracer, but
 * one that ends would leave no status.
 */
static long begin_traced(void)
{
	long child;

	signal(SIGCHLD, SIG_DFL);
	child = start_process();
	if (child == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		call2(SYS_kill, call0(SYS_getpid), SIGSTOP);
		for (;;)
			some_calls();
	}
	waitpid(child, NULL, 0);
	return child;
}

/* Stops at every entry and return; on every third the number becomes -1. */
static void trace(int request)
{
	long child = begin_traced();
	int i, status;

	for (i = 0; i < NR_STOPS; i++) {
		struct user_regs_struct regs;

		ptrace(request, child, NULL, NULL);
		if (waitpid(child, &status, 0) < 0 || !WIFSTOPPED(status))
			return;
		if (i % 3 || ptrace(PTRACE_GETREGS, child, NULL, &regs) < 0)
			continue;
		regs.orig_rax = -1;
		ptrace(PTRACE_SETREGS, child, NULL, &regs);
	}
	/* Wherever it is: often between the entry of a call and its return. */
	call2(SYS_kill, child, SIGKILL);
	waitpid(child, NULL, 0);
}

void stir_ptrace(void)
{
	trace(PTRACE_SYSCALL);
}

void stir_ptrace_skip(void)
{
	trace(PTRACE_SYSEMU);
}

static void on_sigsys(int signal)
{
	(void)signal;
	call0(SYS_getuid);
}

static void filter_getppid(unsigned int action)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

void stir_seccomp(void)
{
	struct sigaction action = { .sa_handler = on_sigsys };
	int i;

	filter_getppid(SECCOMP_RET_ERRNO | EPERM);
	for (i = 0; i < 10; i++)
		some_calls();
	sigaction(SIGSYS, &action, NULL);
	filter_getppid(SECCOMP_RET_TRAP);
	for (i = 0; i < 10; i++)
		some_calls();
}

static void be_killed(void *context)
{
	(void)context;
	filter_getppid(SECCOMP_RET_KILL_THREAD);
	for (;;)
		some_calls();
}

void stir_seccomp_kill(void)
{
	long thread = start_thread(be_killed, NULL, 0);

	/* Its death by seccomp is that of a thread, not of the process. */
	while (call3(SYS_tgkill, call0(SYS_getpid), thread, 0) == 0)
		some_calls();
}

static volatile char selector;

static void allow_again(int signal)
{
	(void)signal;
	selector = SYSCALL_DISPATCH_FILTER_ALLOW;
	call0(SYS_getuid);
}

void stir_dispatch(void)
{
	struct sigaction action = { .sa_handler = allow_again };
	int i;

	sigaction(SIGSYS, &action, NULL);
	for (i = 0; i < 10; i++) {
		prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, &selector);
		selector = SYSCALL_DISPATCH_FILTER_BLOCK;
		some_calls();
		selector = SYSCALL_DISPATCH_FILTER_ALLOW;
		prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0);
	}
}
