// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * has_rule.c - a rule's name, as an option gives it -> whether there is one
 */
#include <string.h>

#include "has_rule.h"

typedef bool (*is_one)(const struct wmk_description *about,
		       const struct wmk_rule_info *rule);

/* name: NULL for any */
static bool find(const struct options *options, struct wmk **objects,
		 const char *name, is_one is)
{
	__u32 j;
	int i;

	for (i = 0; i < options->nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; j < about->object.nr_rules; j++) {
			const struct wmk_rule_info *rule = &about->rules[j];

			if ((!name || !strcmp(rule->name, name)) &&
			    is(about, rule))
				return true;
		}
	}
	return false;
}

static bool is_any(const struct wmk_description *about,
		   const struct wmk_rule_info *rule)
{
	(void)about;
	(void)rule;
	return true;
}

static bool reacts(const struct wmk_description *about,
		   const struct wmk_rule_info *rule)
{
	(void)about;
	return rule->nr_reactions;
}

static bool does_more_than_signal(const struct wmk_description *about,
				  const struct wmk_rule_info *rule)
{
	const struct wmk_reaction_info *reaction =
		&about->reactions[rule->first_reaction];
	__u32 i;

	for (i = 0; i < rule->nr_reactions; i++)
		if (reaction[i].call != WMK_SIGNAL_PROCESS &&
		    reaction[i].call != WMK_SIGNAL_THREAD)
			return true;
	return false;
}

bool has_rule(const struct options *options, struct wmk **objects,
	      const char *name)
{
	return find(options, objects, name, is_any);
}

bool has_reaction(const struct options *options, struct wmk **objects,
		  const char *name)
{
	return find(options, objects, name, reacts);
}

bool has_other_than_signals(const struct options *options,
			    struct wmk **objects, const char *name)
{
	return find(options, objects, name, does_more_than_signal);
}
