// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * raise_process.c - events of processes, what they run, and who they are
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "raise.h"

#define OURSELVES	"/proc/self/exe"
#define NOBODY		65534

/* What the program says that is executed is nobody's to read. */
static void turn_silent(void)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
}

const char *execute(const struct stage *stage)
{
	(void)stage;
	turn_silent();
	execl(OURSELVES, "wmkload", "--version", NULL);
	return "execve";
}

static int make_memory(void)
{
	return memfd_create("wmkload", MFD_CLOEXEC);
}

const char *create_memory(const struct stage *stage)
{
	(void)stage;
	return make_memory() < 0 ? "memfd_create" : NULL;
}

const char *execute_memory(const struct stage *stage)
{
	char *const arguments[] = { "wmkload", "--version", NULL };
	int from = open(OURSELVES, O_RDONLY | O_CLOEXEC);
	int memory = make_memory();
	struct stat st;

	(void)stage;
	if (from < 0 || memory < 0 || fstat(from, &st))
		return "memfd_create";
	while (st.st_size > 0) {
		ssize_t sent = sendfile(memory, from, NULL, (size_t)st.st_size);

		if (sent <= 0)
			return "sendfile";
		st.st_size -= sent;
	}
	turn_silent();
	fexecve(memory, arguments, environ);
	return "fexecve";
}

/* A process that does nothing until it is killed. */
static pid_t start_idler(void)
{
	pid_t idler = fork();

	if (idler)
		return idler;
	for (;;)
		pause();
}

static void end_idler(pid_t idler)
{
	int code = errno;

	kill(idler, SIGKILL);
	waitpid(idler, NULL, 0);
	errno = code;
}

const char *attach_to_child(const struct stage *stage)
{
	pid_t idler = start_idler();
	long failed;

	(void)stage;
	if (idler < 0)
		return "fork";
	failed = ptrace(PTRACE_SEIZE, idler, NULL, NULL);
	end_idler(idler);
	return failed ? "ptrace" : NULL;
}

const char *be_traced(const struct stage *stage)
{
	pid_t child = fork();
	int status;

	(void)stage;
	if (!child)	/* by us: whoever began us is not to be its tracer */
		_exit(ptrace(PTRACE_TRACEME, 0, NULL, NULL) ? errno : 0);
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return "fork";
	errno = WEXITSTATUS(status);
	return status ? "ptrace" : NULL;
}

const char *signal_child(const struct stage *stage)
{
	pid_t idler = start_idler();
	int failed;

	(void)stage;
	if (idler < 0)
		return "fork";
	failed = kill(idler, SIGURG);	/* it is ignored */
	end_idler(idler);
	return failed ? "kill" : NULL;
}

const char *become_nobody(const struct stage *stage)
{
	(void)stage;
	if (setgid(NOBODY))
		return "setgid";
	return setuid(NOBODY) ? "setuid" : NULL;
}

const char *drop_capabilities(const struct stage *stage)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };

	(void)stage;
	return syscall(SYS_capset, &header, none) ? "capset" : NULL;
}

const char *enter_namespaces(const struct stage *stage)
{
	int own = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);

	(void)stage;
	if (own < 0)
		return "/proc/self/ns/uts";
	if (unshare(CLONE_NEWUTS))
		return "unshare";
	return setns(own, CLONE_NEWUTS) ? "setns" : NULL;
}

/* Mounts, and moves the mount, where nobody else sees it. */
const char *mount_privately(const struct stage *stage)
{
	char from[80], to[80];

	snprintf(from, sizeof(from), "%s/file", stage->directory);
	snprintf(to, sizeof(to), "%s/other", stage->directory);
	if (unshare(CLONE_NEWNS))
		return "unshare";
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return "mount";
	if (mount("wmkload", stage->directory, "tmpfs", 0, NULL))
		return "mount";
	if (mkdir(from, 0700) || mkdir(to, 0700))
		return "mkdir";
	if (mount("wmkload", from, "tmpfs", 0, NULL))
		return "mount";
	return move_mount(AT_FDCWD, from, AT_FDCWD, to, 0) ? "move_mount" : NULL;
}

/* A key in the keyring of this process, with which it goes. */
const char *read_key(const struct stage *stage)
{
	char payload[8];
	long key = syscall(SYS_add_key, "user", "wmkload", "x", 1,
			   KEY_SPEC_PROCESS_KEYRING);

	(void)stage;
	if (key < 0)
		return "add_key";
	return syscall(SYS_keyctl, KEYCTL_READ, key, payload,
		       sizeof(payload)) < 0 ? "keyctl" : NULL;
}

const char *load_filter(const struct stage *stage)
{
	const struct bpf_insn instructions[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};

	(void)stage;
	return bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "wmk_raise", "GPL",
			     instructions, 2, NULL) < 0 ? "bpf" : NULL;
}
