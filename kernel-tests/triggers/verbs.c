// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * verbs.c - what an actor can do in a line, and verbs that make one call
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "call.h"
#include "stage.h"

/* Must be the same as in kernel-tests/cases/marks.h. */
#define MARK 0x776d6b01

static bool is(const struct turn *turn, int index, const char *word)
{
	return index < turn->act->nr_args && !strcmp(turn->act->args[index], word);
}

/*
 * KIND [VALUE [KEY]]: a prctl(2) of no effect, which a catalogue of event kinds
 * can raise as an event. The kernel refuses it, as it should.
 */
static long perform_mark(struct turn *turn)
{
	long result = call4(SYS_prctl, MARK, argument(turn, 0), argument(turn, 1),
			    argument(turn, 2));

	return result == -EINVAL ? 0 : -EPROTO;
}

static long perform_mark32(struct turn *turn)
{
	const long nr_prctl = 172;
	long result = call32(nr_prctl, MARK, argument(turn, 0), argument(turn, 1));

	return result == -EINVAL ? 0 : -EPROTO;
}

/* PROCESSOR, counted from 0 */
static long perform_on(struct turn *turn)
{
	unsigned long set = 1UL << argument(turn, 0);

	return call3(SYS_sched_setaffinity, 0, sizeof(set), &set) < 0 ? -EINVAL : 0;
}

/* PATH [read | write | append | create] ["refused"] */
static long perform_open(struct turn *turn)
{
	bool refused = is(turn, turn->act->nr_args - 1, "refused");
	int flags = O_RDONLY;
	long file;

	if (is(turn, 1, "write"))
		flags = O_WRONLY;
	if (is(turn, 1, "append"))
		flags = O_WRONLY | O_APPEND;
	if (is(turn, 1, "create"))
		flags = O_WRONLY | O_CREAT | O_TRUNC;
	file = call4(SYS_openat, AT_FDCWD, turn->act->args[0], flags | O_CLOEXEC, 0600);
	if (file >= 0)
		call1(SYS_close, file);
	return (file == -EPERM) == refused ? (refused || file >= 0 ? 0 : file) : -EPROTO;
}

/* ADDRESS PORT ["refused"]; nobody needs to listen there. */
static long perform_connect(struct turn *turn)
{
	const char *text = turn->act->args[0];
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	bool is_v6 = strchr(text, ':');
	long socket, result;

	v4.sin_port = v6.sin6_port = htons(argument(turn, 1));
	if (!inet_pton(is_v6 ? AF_INET6 : AF_INET, text,
		       is_v6 ? (void *)&v6.sin6_addr : (void *)&v4.sin_addr))
		return -EINVAL;
	socket = call3(SYS_socket, is_v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (socket < 0)
		return socket;
	result = call3(SYS_connect, socket, is_v6 ? (void *)&v6 : (void *)&v4,
		       is_v6 ? sizeof(v6) : sizeof(v4));
	call1(SYS_close, socket);
	return (result == -EPERM) == is(turn, 2, "refused") ? 0 : -EPROTO;
}

/* MILLISECONDS */
static long perform_sleep(struct turn *turn)
{
	long ms = argument(turn, 0);
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	return call2(SYS_nanosleep, &time, 0);
}

/* NUMBER [ARGUMENT...]: whatever comes of it. */
static long perform_call(struct turn *turn)
{
	call4(argument(turn, 0), argument(turn, 1), argument(turn, 2),
	      argument(turn, 3), argument(turn, 4));
	return 0;
}

static long perform_call32(struct turn *turn)
{
	call32(argument(turn, 0), argument(turn, 1), argument(turn, 2),
	       argument(turn, 3));
	return 0;
}

/* A kernel without x32 sees the call, too, and does nothing. */
static long perform_callx32(struct turn *turn)
{
	call3(argument(turn, 0) | X32_BIT, argument(turn, 1), argument(turn, 2),
	      argument(turn, 3));
	return 0;
}

const struct verb verbs[] = {
	{ "mark", 1, 3, -1, perform_mark },
	{ "mark32", 1, 2, -1, perform_mark32 },
	{ "on", 1, 1, -1, perform_on },
	{ "open", 1, 3, -1, perform_open },
	{ "connect", 2, 3, -1, perform_connect },
	{ "sleep", 1, 1, -1, perform_sleep },
	{ "call", 1, 5, -1, perform_call },
	{ "call32", 1, 4, -1, perform_call32 },
	{ "callx32", 1, 4, -1, perform_callx32 },
	{ "thread", 1, 3, 0, perform_thread },
	{ "fork", 1, 3, 0, perform_fork },
	{ "vfork", 1, 1, 0, perform_vfork },
	{ "exec", 1, 1, 0, perform_exec },
	{ "exit", 0, 1, -1, perform_exit },
	{ "exit_group", 0, 1, -1, perform_exit_group },
	{ "kill", 1, 1, -1, perform_kill },
	{ "stir", 1, 2, -1, perform_stir },
};
const unsigned int nr_verbs = sizeof(verbs) / sizeof(verbs[0]);
