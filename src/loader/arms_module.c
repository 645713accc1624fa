// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * arms_module.c - names of rules -> enforced or not, in modules that other
 * processes have loaded
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "module.h"

/* A module that runs, as it says; nothing of it is believed. */
struct running {
	const struct wmk_files *files;
	char directory[512];
	struct wmk_arms *arms;		/* nr_rules */
	__u32 nr_rules;
	struct wmk_description about;	/* its rules and reactions only */
};

/* All of a region: bytes to be freed, NULL and 0: it has none. */
static int read_region(const struct running *module, enum wmk_region region,
		       void **bytes, size_t *size)
{
	struct wmk_order order = {
		.what = WMK_ORDER_SHOW,
		.region = region,
		.bytes = WMK_MOST_ORDER,
	};
	ssize_t got = WMK_MOST_ORDER;
	char *more;

	*bytes = NULL;
	*size = 0;
	while (got == WMK_MOST_ORDER && *size < 64U << 20) {
		more = realloc(*bytes, *size + WMK_MOST_ORDER);
		if (!more) {
			free(*bytes);
			return -ENOMEM;
		}
		*bytes = more;
		order.offset = (__u32)*size;
		got = module->files->show(module->directory, &order,
					  more + *size);
		if (got < 0) {
			free(*bytes);
			return (int)got;
		}
		*size += (size_t)got;
	}
	return 0;
}

static bool is_sound(const struct wmk_description *about)
{
	const struct wmk_rule_info *rule = about->rules;
	__u32 i;

	for (i = 0; i < about->object.nr_rules; i++, rule++)
		if (!wmk_is_text(rule->name, sizeof(rule->name), true) ||
		    (__u64)rule->first_reaction + rule->nr_reactions >
			    about->object.nr_reactions)
			return false;
	return true;
}

/* false: it has no such rules. */
static int read_names(struct running *module, bool *known)
{
	struct wmk_description *about = &module->about;
	void *rules, *reactions;
	size_t size;
	int code;

	*known = false;
	code = read_region(module, WMK_REGION_RULES, &rules, &size);
	if (code)
		return code;
	about->rules = rules;
	about->object.nr_rules = (__u32)(size / sizeof(*about->rules));
	code = read_region(module, WMK_REGION_REACTIONS, &reactions, &size);
	if (code)
		return code;
	about->reactions = reactions;
	about->object.nr_reactions = (__u32)(size / sizeof(*about->reactions));
	*known = about->object.nr_rules == module->nr_rules && is_sound(about);
	return 0;
}

static int set(struct running *module, __u32 rule, struct wmk_switch *to)
{
	const __u32 armed = to->arm;
	const struct wmk_order order = {
		.what = WMK_ORDER_WRITE,
		.region = WMK_REGION_ARMS,
		.offset = (__u32)(offsetof(struct wmk_arms, rules) +
				  rule * sizeof(armed)),
		.bytes = sizeof(armed),
	};
	struct wmk_order show = order;
	__u32 shown = !armed;
	ssize_t got;
	int code;

	to->switched += module->arms->rules[rule] != armed;
	code = module->files->order(module->directory, &order, &armed);
	if (code)
		return code;
	show.what = WMK_ORDER_SHOW;
	got = module->files->show(module->directory, &show, &shown);
	if (got < 0)
		return (int)got;
	return got == sizeof(shown) && shown == armed ? 0 : -EIO;
}

static enum wmk_fault cannot(const struct running *module, int code,
			     struct wmk_error *error)
{
	if (code == -ENOENT)	/* it has ended meanwhile */
		return WMK_OK;
	return wmk_fail(error, code == -EACCES || code == -EPERM ?
				       WMK_FORBIDDEN : WMK_SYSTEM,
			"cannot switch rules of the module %s: %s%s",
			module->directory, strerror(-code),
			code == -EACCES ? " (run as root)" : "");
}

static enum wmk_fault set_named(struct running *module,
				struct wmk_named_rule *named,
				struct wmk_switch *to, struct wmk_error *error)
{
	const struct wmk_description *about = &module->about;
	const struct wmk_rule_info *rule = about->rules;
	int code = 0;
	__u32 i;

	for (i = 0; !code && i < about->object.nr_rules; i++, rule++) {
		if (strcmp(rule->name, named->name) || !rule->nr_reactions)
			continue;
		if (to->arm && (wmk_rule_calls(about, rule, WMK_DENY) ||
				wmk_rule_calls(about, rule, WMK_OVERRIDE)))
			return wmk_fail(error, WMK_LACKING,
					"rule %s cannot be enforced: it refuses events, which a SystemTap module cannot",
					rule->name);
		named->found = true;
		code = set(module, i, to);
	}
	return code ? cannot(module, code, error) : WMK_OK;
}

static enum wmk_fault switch_those(struct running *module,
				   struct wmk_switch *to,
				   struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	bool known = false;
	int code = 0;
	__u32 i;

	if (to->nr_rules)
		code = read_names(module, &known);
	for (i = 0; !code && known && !fault && i < to->nr_rules; i++)
		fault = set_named(module, &to->rules[i], to, error);
	for (i = 0; !code && !to->nr_rules && i < module->nr_rules; i++)
		code = set(module, i, to);
	return code ? cannot(module, code, error) : fault;
}

static enum wmk_fault switch_one(struct running *module, struct wmk_switch *to,
				 struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	void *arms;
	size_t size;
	int code;

	code = read_region(module, WMK_REGION_ARMS, &arms, &size);
	if (code)
		return cannot(module, code, error);
	module->arms = arms;
	if (size >= sizeof(*module->arms))
		module->nr_rules = wmk_count_armed(arms, size);
	if (module->nr_rules) {
		to->monitors++;
		fault = switch_those(module, to, error);
	}
	free(arms);
	free(module->about.rules);
	free(module->about.reactions);
	return fault;
}

/* Other scripts of SystemTap have other files, or none. */
static bool is_ours(const char *directory)
{
	static const char *const names[] = { "order", "memory", "records" };
	char path[600];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		if (access(path, F_OK))
			return false;
	}
	return true;
}

/* One that cannot be disarmed does not keep the others from it. */
enum wmk_fault wmk_switch_modules(struct wmk_switch *to, const char *modules,
				  const struct wmk_files *files,
				  struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	const struct dirent *entry;
	DIR *all = opendir(modules);

	if (!all && errno != ENOENT)
		return wmk_fail(error, WMK_SYSTEM, "%s: cannot be listed: %s",
				modules, strerror(errno));
	while (all && (!fault || !to->arm) && (entry = readdir(all))) {
		struct running module = { .files = files };

		if (entry->d_name[0] == '.' ||
		    snprintf(module.directory, sizeof(module.directory),
			     "%s/%s", modules, entry->d_name) >=
			    (int)sizeof(module.directory))
			continue;
		if (is_ours(module.directory) &&
		    switch_one(&module, to, error))
			fault = error->fault;
	}
	if (all)
		closedir(all);
	return fault;
}
