// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * has_rule.c - a rule's name, as an option gives it -> whether there is one
 */
#include <string.h>

#include "has_rule.h"

static bool find(const struct options *options, struct wmk **objects,
		 const char *name, bool reacts)
{
	__u32 j;
	int i;

	for (i = 0; i < options->nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; j < about->object.nr_rules; j++) {
			const struct wmk_rule_info *rule = &about->rules[j];

			if ((!name || !strcmp(rule->name, name)) &&
			    (!reacts || rule->nr_reactions))
				return true;
		}
	}
	return false;
}

static bool is_signal(const struct wmk_reaction_info *reaction)
{
	return reaction->call == WMK_SIGNAL_PROCESS ||
	       reaction->call == WMK_SIGNAL_THREAD;
}

static bool only_signals(const struct wmk_description *about,
			 const struct wmk_rule_info *rule)
{
	__u32 i;

	for (i = 0; i < rule->nr_reactions; i++)
		if (!is_signal(&about->reactions[rule->first_reaction + i]))
			return false;
	return true;
}

bool has_other_than_signals(const struct options *options,
			    struct wmk **objects, const char *name)
{
	__u32 j;
	int i;

	for (i = 0; i < options->nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; j < about->object.nr_rules; j++)
			if (!strcmp(about->rules[j].name, name) &&
			    !only_signals(about, &about->rules[j]))
				return true;
	}
	return false;
}

bool has_rule(const struct options *options, struct wmk **objects,
	      const char *name)
{
	return find(options, objects, name, false);
}

bool has_reaction(const struct options *options, struct wmk **objects,
		  const char *name)
{
	return find(options, objects, name, true);
}
