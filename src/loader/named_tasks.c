// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * named_tasks.c - "user=NAME" and the like -> tasks, as the kernel knows them
 */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "escape.h"
#include "named_tasks.h"

enum exit_code refuse_tasks(const struct restriction *asked, const char *why)
{
	fputs("wmkload: --", stderr);
	if (asked->spares)
		fputs("spare ", stderr);
	if (asked->rule) {
		fputs("scope ", stderr);
		print_plain(stderr, asked->rule);
		putc(':', stderr);
	}
	fprintf(stderr, "%s%c'", restriction_names[asked->by],
		asked->rule || asked->spares ? '=' : ' ');
	print_plain(stderr, asked->value);
	fprintf(stderr, "': %s\n", why);
	return EXIT_USAGE;
}

static enum exit_code resolve_user(struct resolved *to)
{
	const char *name = to->asked->value;
	const struct passwd *user;
	unsigned long number;
	char *end;

	user = getpwnam(name);
	if (user) {
		to->user = user->pw_uid;
		return EXIT_DONE;
	}
	errno = 0;
	number = strtoul(name, &end, 10);
	if (*name < '0' || *name > '9' || *end || errno || number >= ~0U)
		return refuse_tasks(to->asked, "there is no such user");
	to->user = (__u32)number;
	return EXIT_DONE;
}

enum exit_code resolve_tasks(const struct restriction *asked,
			     struct resolved *to)
{
	struct cgroup_error error;

	*to = (struct resolved){ .asked = asked, .fd = -1 };
	switch (asked->by) {
	case BY_USER:
		return resolve_user(to);
	case BY_EXE:
		to->fd = open_file_id(asked->value, &to->exe);
		if (to->fd < 0)
			return refuse_tasks(asked, errno == EINVAL ? "not a file" :
							       strerror(errno));
		return EXIT_DONE;
	case BY_CGROUP:
		to->fd = cgroup_open(asked->value, &error);
		break;
	case BY_CONTAINER:
		to->fd = cgroup_open_container(asked->value, &error);
		break;
	}
	return to->fd < 0 ? refuse_tasks(asked, error.text) : EXIT_DONE;
}

enum exit_code add_tasks(struct named_tasks *to, const struct resolved *by)
{
	struct wmk_scope *scope = &to->scope;

	switch (by->asked->by) {
	case BY_USER:
		if (scope->nr_users == WMK_SCOPE_USERS)
			return refuse_tasks(by->asked, "too many users: 16 are the most");
		scope->asked |= WMK_ASKED_USERS;
		scope->users[scope->nr_users++] = by->user;
		break;
	case BY_EXE:
		if (scope->nr_exes == WMK_SCOPE_EXES)
			return refuse_tasks(by->asked, "too many executables: 16 are the most");
		scope->asked |= WMK_ASKED_EXES;
		scope->exes[scope->nr_exes++] = by->exe;
		break;
	case BY_CGROUP:
	case BY_CONTAINER:
		if (scope->asked & WMK_ASKED_CGROUP)
			return refuse_tasks(by->asked, "one cgroup or container is the most");
		scope->asked |= WMK_ASKED_CGROUP;
		to->cgroup = by->fd;
		break;
	}
	return EXIT_DONE;
}

void release_tasks(const struct resolved *resolved)
{
	if (resolved->asked && resolved->asked->by != BY_EXE &&
	    resolved->fd >= 0)
		close(resolved->fd);
}
