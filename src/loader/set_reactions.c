// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * set_reactions.c - "--enforce=RULE" and the like -> what objects do to the
 * system, how often, and to whom they do not
 */
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "has_rule.h"
#include "monitor.h"
#include "named_tasks.h"
#include "set_reactions.h"

#define DEFAULT_RATE	10	/* a second */
#define SPARED_BY_ALL	(WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL)

struct wmk_pace pace_of(__u64 per_second)
{
	__u64 interval = per_second ? 1000000000 / per_second : 0;

	return (struct wmk_pace){ interval, interval * per_second };
}

static enum exit_code refuse(const char *option, const char *rule,
			     const char *why)
{
	fprintf(stderr, "wmkload: --%s", option);
	if (rule) {
		fputs(" '", stderr);
		print_plain(stderr, rule);
		putc('\'', stderr);
	}
	fprintf(stderr, ": %s\n", why);
	return EXIT_USAGE;
}

/* Names are of some rule that does something to the system. */
static enum exit_code check_rules(const struct options *options,
				  struct wmk **objects, const char *option,
				  const char *list)
{
	char name[WMK_NAME_SIZE];

	for (;;) {
		size_t length = strcspn(list, ",");

		snprintf(name, sizeof(name), "%.*s", (int)length, list);
		if (!has_rule(options, objects, name))
			return refuse(option, name,
				      "no object has such a rule (--describe lists them)");
		if (!has_reaction(options, objects, name))
			return refuse(option, name,
				      "DO of this rule does nothing to the system");
		if (!list[length])
			return EXIT_DONE;
		list += length + 1;
	}
}

/* bpf_send_signal refuses both (kernel/trace/bpf_trace.c), and our modules do. */
static enum exit_code check_reach(const struct options *options,
				  struct wmk **objects,
				  const struct reach *reach)
{
	enum exit_code code;

	code = check_rules(options, objects, "react-to", reach->rule);
	if (!code && reach->whom & (WMK_SPARE_INIT | WMK_SPARE_KERNEL) &&
	    !has_other_than_signals(options, objects, reach->rule))
		code = refuse("react-to", reach->rule,
			      "it only sends signals, which the kernel lets nobody's program send to process 1 and to its own threads");
	return code;
}

static enum exit_code check(const struct options *options,
			    struct wmk **objects)
{
	enum exit_code code = EXIT_DONE;
	int i;

	for (i = 0; !code && i < options->nr_enforced; i++) {
		if (options->enforced[i])
			code = check_rules(options, objects, "enforce",
					   options->enforced[i]);
		else if (!has_reaction(options, objects, NULL))
			code = refuse("enforce", NULL,
				      "no rule does anything to the system");
	}
	for (i = 0; !code && i < options->nr_rates; i++)
		if (options->rates[i].rule)
			code = check_rules(options, objects, "reaction-rate",
					   options->rates[i].rule);
	for (i = 0; !code && i < options->nr_reaches; i++)
		code = check_reach(options, objects, &options->reaches[i]);
	return code;
}

static bool is_enforced(const struct options *options, const char *rule)
{
	int i;

	for (i = 0; i < options->nr_enforced; i++)
		if (!options->enforced[i] ||
		    is_in_list(options->enforced[i], rule))
			return true;
	return false;
}

/* What is said for the rule counts before what is said for all. */
static __u64 rate_of(const struct options *options, const char *rule)
{
	__u64 all = DEFAULT_RATE;
	int i;

	for (i = options->nr_rates - 1; i >= 0; i--)
		if (options->rates[i].rule &&
		    !strcmp(options->rates[i].rule, rule))
			return options->rates[i].per_second;
	for (i = 0; i < options->nr_rates; i++)
		if (!options->rates[i].rule)
			all = options->rates[i].per_second;
	return all;
}

static __u8 spares_of(const struct options *options, const char *rule)
{
	__u8 spares = SPARED_BY_ALL;
	int i;

	for (i = 0; i < options->nr_reaches; i++)
		if (!strcmp(options->reaches[i].rule, rule))
			spares &= (__u8)~options->reaches[i].whom;
	return spares;
}

static enum wmk_fault set_one(const struct options *options, struct wmk *wmk,
			      __u32 rule, struct wmk_error *error)
{
	const char *name = wmk_describe(wmk)->rules[rule].name;
	struct wmk_pace pace = pace_of(rate_of(options, name));
	enum wmk_fault fault;

	fault = wmk_set_pace(wmk, rule, &pace, error);
	if (!fault)
		fault = wmk_set_spares(wmk, rule, spares_of(options, name),
				       error);
	if (!fault && is_enforced(options, name))
		fault = wmk_set_enforced(wmk, rule, error);
	return fault;
}

static int which_of(enum restriction_by by)
{
	return by == BY_EXE ? 0 : by == BY_USER ? 1 : 2;
}

/* Who is spared for what he executes, as which user, or where: one each. */
static enum exit_code spare_in(struct wmk *wmk, const struct resolved *resolved,
			       int nr)
{
	struct named_tasks tasks[WMK_NR_SPARED];
	struct wmk_error error;
	enum exit_code code = EXIT_DONE;
	__u32 j;
	int i;

	if (!wmk_describe(wmk)->object.nr_reactions)
		return EXIT_DONE;
	for (j = 0; j < WMK_NR_SPARED; j++)
		tasks[j] = (struct named_tasks){ .cgroup = -1 };
	for (i = 0; !code && i < nr; i++)
		code = add_tasks(&tasks[which_of(resolved[i].asked->by)],
				 &resolved[i]);
	for (j = 0; !code && j < WMK_NR_SPARED; j++)
		if (tasks[j].scope.asked &&
		    wmk_set_spared(wmk, j, &tasks[j].scope, tasks[j].cgroup,
				   &error))
			code = complain(&error);
	return code;
}

static enum exit_code set_spared(const struct options *options,
				 struct wmk **objects)
{
	int i, nr = options->nr_spared;
	enum exit_code code = EXIT_DONE;
	struct resolved *resolved;

	resolved = calloc((size_t)nr + 1, sizeof(*resolved));
	if (!resolved) {
		fputs("wmkload: out of memory\n", stderr);
		return EXIT_SYSTEM;
	}
	for (i = 0; !code && i < nr; i++)
		code = resolve_tasks(&options->spared[i], &resolved[i]);
	for (i = 0; !code && i < options->nr_objects; i++)
		code = spare_in(objects[i], resolved, nr);
	for (i = 0; i < nr; i++)
		release_tasks(&resolved[i]);
	free(resolved);
	return code;
}

enum exit_code set_reactions(const struct options *options,
			     struct wmk **objects)
{
	enum exit_code code = check(options, objects);
	struct wmk_error error;
	__u32 j;
	int i;

	for (i = 0; !code && i < options->nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; !code && j < about->object.nr_rules; j++)
			if (about->rules[j].nr_reactions &&
			    set_one(options, objects[i], j, &error))
				code = complain(&error);
	}
	return code ? code : set_spared(options, objects);
}
