// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * set_scopes.c - "--user NAME" and the like -> whose events objects read
 */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "escape.h"
#include "file_id.h"
#include "monitor.h"
#include "set_scopes.h"

/* A restriction, as the kernel knows what it names. */
struct resolved {
	const struct restriction *asked;
	__u32 user;
	struct wmk_file_id exe;
	int fd;			/* of the cgroup or the executable, or -1 */
};

struct wanted {
	struct wmk_scope scope;
	int cgroup;
};

static enum exit_code refuse(const struct restriction *asked, const char *why)
{
	fputs("wmkload: ", stderr);
	if (asked->rule) {
		fputs("--scope ", stderr);
		print_plain(stderr, asked->rule);
		putc(':', stderr);
	} else {
		fputs("--", stderr);
	}
	fprintf(stderr, "%s%c'", restriction_names[asked->by],
		asked->rule ? '=' : ' ');
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
		return refuse(to->asked, "there is no such user");
	to->user = (__u32)number;
	return EXIT_DONE;
}

static enum exit_code resolve(struct resolved *to)
{
	const struct restriction *asked = to->asked;
	struct cgroup_error error;

	to->fd = -1;
	switch (asked->by) {
	case BY_USER:
		return resolve_user(to);
	case BY_EXE:
		to->fd = open_file_id(asked->value, &to->exe);
		if (to->fd < 0)
			return refuse(asked, errno == EINVAL ? "not a file" :
							       strerror(errno));
		return EXIT_DONE;
	case BY_CGROUP:
		to->fd = cgroup_open(asked->value, &error);
		break;
	case BY_CONTAINER:
		to->fd = cgroup_open_container(asked->value, &error);
		break;
	}
	return to->fd < 0 ? refuse(asked, error.text) : EXIT_DONE;
}

static enum exit_code add(struct wanted *to, const struct resolved *by)
{
	struct wmk_scope *scope = &to->scope;

	switch (by->asked->by) {
	case BY_USER:
		if (scope->nr_users == WMK_SCOPE_USERS)
			return refuse(by->asked, "too many users: 16 are the most");
		scope->asked |= WMK_ASKED_USERS;
		scope->users[scope->nr_users++] = by->user;
		break;
	case BY_EXE:
		if (scope->nr_exes == WMK_SCOPE_EXES)
			return refuse(by->asked, "too many executables: 16 are the most");
		scope->asked |= WMK_ASKED_EXES;
		scope->exes[scope->nr_exes++] = by->exe;
		break;
	case BY_CGROUP:
	case BY_CONTAINER:
		if (scope->asked & WMK_ASKED_CGROUP)
			return refuse(by->asked, "one cgroup or container is the most");
		scope->asked |= WMK_ASKED_CGROUP;
		to->cgroup = by->fd;
		break;
	}
	return EXIT_DONE;
}

static bool concerns(const struct restriction *asked,
		     const struct wmk_description *about, __u32 rule)
{
	if (rule == about->object.nr_rules)
		return !asked->rule;
	return asked->rule && !strcmp(asked->rule, about->rules[rule].name);
}

/* Behind the rules stands the whole object. */
static enum exit_code set_one(struct wmk *wmk, __u32 rule,
			      const struct resolved *resolved, int nr)
{
	const struct wmk_description *about = wmk_describe(wmk);
	struct wanted wanted = { .cgroup = -1 };
	struct wmk_error error;
	enum exit_code code = EXIT_DONE;
	int i;

	for (i = 0; !code && i < nr; i++)
		if (concerns(resolved[i].asked, about, rule))
			code = add(&wanted, &resolved[i]);
	if (code || !wanted.scope.asked)
		return code;
	if (wmk_set_scope(wmk, rule, &wanted.scope, wanted.cgroup, &error))
		return complain(&error);
	return EXIT_DONE;
}

static bool has_rule(struct wmk **objects, int nr_objects, const char *name)
{
	__u32 j;
	int i;

	for (i = 0; i < nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; j < about->object.nr_rules; j++)
			if (!strcmp(about->rules[j].name, name))
				return true;
	}
	return false;
}

static enum exit_code set_all(const struct options *options,
			      struct wmk **objects, struct resolved *resolved)
{
	int i, nr = options->nr_restrictions;
	enum exit_code code = EXIT_DONE;
	__u32 j;

	for (i = 0; !code && i < nr; i++) {
		const struct restriction *asked = &options->restrictions[i];

		resolved[i].asked = asked;
		if (asked->rule &&
		    !has_rule(objects, options->nr_objects, asked->rule))
			code = refuse(asked, "no object has such a rule (--describe lists them)");
		else
			code = resolve(&resolved[i]);
	}
	for (i = 0; !code && i < options->nr_objects; i++)
		for (j = 0; !code && j <= wmk_describe(objects[i])->object.nr_rules; j++)
			code = set_one(objects[i], j, resolved, nr);
	return code;
}

enum exit_code set_scopes(const struct options *options, struct wmk **objects)
{
	struct resolved *resolved;
	enum exit_code code;
	int i;

	resolved = calloc((size_t)options->nr_restrictions + 1,
			  sizeof(*resolved));
	if (!resolved) {
		fputs("wmkload: out of memory\n", stderr);
		return EXIT_SYSTEM;
	}
	code = set_all(options, objects, resolved);
	/* Executables stay open for as long as we run: see open_file_id. */
	for (i = 0; i < options->nr_restrictions; i++)
		if (resolved[i].asked && resolved[i].asked->by != BY_EXE &&
		    resolved[i].fd >= 0)
			close(resolved[i].fd);
	free(resolved);
	return code;
}
