/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * has_rule.h - a rule's name, as an option gives it -> whether there is one
 */
#ifndef WMKLOAD_HAS_RULE_H
#define WMKLOAD_HAS_RULE_H

#include <stdbool.h>

#include "options.h"
#include "wmk.h"

/* Some object has a rule of that name. */
bool has_rule(const struct options *options, struct wmk **objects,
	      const char *name);

/* ... whose DO does something to the system; name: NULL for any. */
bool has_reaction(const struct options *options, struct wmk **objects,
		  const char *name);

/* ... something else than sending signals. */
bool has_other_than_signals(const struct options *options,
			    struct wmk **objects, const char *name);

#endif /* WMKLOAD_HAS_RULE_H */
