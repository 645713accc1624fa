// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * set_scopes.c - "--user NAME" and the like -> whose events objects read
 */
#include <stdlib.h>
#include <string.h>

#include "has_rule.h"
#include "monitor.h"
#include "named_tasks.h"
#include "set_scopes.h"

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
	struct named_tasks tasks = { .cgroup = -1 };
	struct wmk_error error;
	enum exit_code code = EXIT_DONE;
	int i;

	for (i = 0; !code && i < nr; i++)
		if (concerns(resolved[i].asked, about, rule))
			code = add_tasks(&tasks, &resolved[i]);
	if (code || !tasks.scope.asked)
		return code;
	if (wmk_set_scope(wmk, rule, &tasks.scope, tasks.cgroup, &error))
		return complain(&error);
	return EXIT_DONE;
}

static enum exit_code set_all(const struct options *options,
			      struct wmk **objects, struct resolved *resolved)
{
	int i, nr = options->nr_restrictions;
	enum exit_code code = EXIT_DONE;
	__u32 j;

	for (i = 0; !code && i < nr; i++) {
		const struct restriction *asked = &options->restrictions[i];

		if (asked->rule && !has_rule(options, objects, asked->rule))
			code = refuse_tasks(asked, "no object has such a rule (--describe lists them)");
		else
			code = resolve_tasks(asked, &resolved[i]);
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
	for (i = 0; i < options->nr_restrictions; i++)
		release_tasks(&resolved[i]);
	free(resolved);
	return code;
}
