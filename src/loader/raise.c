// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * raise.c - the name of a kind -> a harmless event of that kind
 *
 * Here is the only place that knows how a kind is raised. A process of its own
 * does it, so that nothing of it stays: not even where it fails half-way.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "raise.h"

#define PATIENCE	10	/* seconds */

static const struct {
	const char *kind;
	const char *(*act)(const struct stage *stage);	/* NULL: it would do harm */
	const char *harm;
} raisers[] = {
	{ "syscall", nothing_more, NULL },
	{ "syscallexit", nothing_more, NULL },
	{ "threadcreation", nothing_more, NULL },
	{ "threadtermination", nothing_more, NULL },
	{ "processtermination", nothing_more, NULL },
	{ "exec", execute, NULL },
	{ "execcheck", execute, NULL },
	{ "memfdcreate", create_memory, NULL },
	{ "memfdexec", execute_memory, NULL },
	{ "setuid", become_nobody, NULL },
	{ "setgid", become_nobody, NULL },
	{ "capset", drop_capabilities, NULL },
	{ "credchange", become_nobody, NULL },
	{ "ptraceattach", attach_to_child, NULL },
	{ "ptracetraceme", be_traced, NULL },
	{ "signalsend", signal_child, NULL },
	{ "modulefile", NULL, "it would change the kernel" },
	{ "moduleload", NULL, "it would change the kernel" },
	{ "bpfload", load_filter, NULL },
	{ "mount", mount_privately, NULL },
	{ "movemount", mount_privately, NULL },
	{ "namespaceenter", enter_namespaces, NULL },
	{ "keyread", read_key, NULL },

	{ "fileopen", use_file, NULL },
	{ "fileopenresult", use_file, NULL },
	{ "filewrite", use_file, NULL },
	{ "filetruncate", use_file, NULL },
	{ "filechmod", use_file, NULL },
	{ "filerename", use_file, NULL },
	{ "fileunlink", use_file, NULL },
	{ "dirunlink", use_file, NULL },
	{ "fileclose", use_file, NULL },
	{ "fdinstall", use_file, NULL },
	{ "dup", duplicate, NULL },
	{ "mmapexec", map_program, NULL },
	{ "blockissue", read_disk, NULL },
	{ "blockcomplete", read_disk, NULL },

	{ "connect", talk_to_itself, NULL },
	{ "accept", talk_to_itself, NULL },
	{ "bind", talk_to_itself, NULL },
	{ "listen", talk_to_itself, NULL },
	{ "tcpreceive", talk_to_itself, NULL },
	{ "dnsquery", ask_for_name, NULL },

	{ "contextswitch", sleep_shortly, NULL },
	{ "wakeup", sleep_shortly, NULL },
	{ "waking", sleep_shortly, NULL },
	{ "pagefault", touch_memory, NULL },
	{ "oomkill", NULL, "it would end a process for want of memory" },
	{ "lockcontention", contend, NULL },
	{ "lockcontentionend", contend, NULL },
	{ "futexwait", use_futex, NULL },
	{ "futexlock", wait_for_child, NULL },
	{ "futexwake", use_futex, NULL },
};

const char *nothing_more(const struct stage *stage)
{
	(void)stage;
	return NULL;
}

/* The process that raises: what it says goes into memory that both have. */
static void perform(const char *(*act)(const struct stage *stage),
		    const struct stage *stage, char *reason)
{
	const char *failed;

	alarm(PATIENCE);
	failed = act(stage);
	if (failed)
		snprintf(reason, RAISE_REASON_SIZE, "%s: %s", failed,
			 strerror(errno));
	_exit(0);
}

static bool await(pid_t child, char *reason)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	if (WIFSIGNALED(status) && !reason[0])
		snprintf(reason, RAISE_REASON_SIZE, "what was tried ended by signal %d",
			 WTERMSIG(status));
	return !reason[0];
}

static bool raise_on(const char *(*act)(const struct stage *stage),
		     const struct stage *stage, char *shared)
{
	pid_t child = fork();

	if (child < 0) {
		snprintf(shared, RAISE_REASON_SIZE, "fork: %s", strerror(errno));
		return false;
	}
	if (!child)
		perform(act, stage, shared);
	return await(child, shared);
}

/* Where something failed half-way, it may have left these. */
static void clear(const struct stage *stage)
{
	char path[80];

	snprintf(path, sizeof(path), "%s/file", stage->directory);
	unlink(path);
	snprintf(path, sizeof(path), "%s/other", stage->directory);
	unlink(path);
	rmdir(stage->directory);
}

static bool raise_by(const char *(*act)(const struct stage *stage),
		     char reason[RAISE_REASON_SIZE])
{
	struct stage stage = { "/tmp/wmkload.XXXXXX" };
	bool raised;
	char *shared;

	shared = mmap(NULL, RAISE_REASON_SIZE, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || !mkdtemp(stage.directory)) {
		snprintf(reason, RAISE_REASON_SIZE, "%s", strerror(errno));
		if (shared != MAP_FAILED)
			munmap(shared, RAISE_REASON_SIZE);
		return false;
	}
	raised = raise_on(act, &stage, shared);
	memcpy(reason, shared, RAISE_REASON_SIZE);
	munmap(shared, RAISE_REASON_SIZE);
	clear(&stage);
	return raised;
}

bool raise_event(const char *kind, char reason[RAISE_REASON_SIZE])
{
	size_t i;

	for (i = 0; i < sizeof(raisers) / sizeof(raisers[0]); i++) {
		if (strcmp(raisers[i].kind, kind))
			continue;
		if (raisers[i].act)
			return raise_by(raisers[i].act, reason);
		snprintf(reason, RAISE_REASON_SIZE, "%s", raisers[i].harm);
		return false;
	}
	snprintf(reason, RAISE_REASON_SIZE, "no way to raise it is known");
	return false;
}
