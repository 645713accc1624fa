/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * set_budgets.h - "--budget RULE=1%" and the like -> what rules may take
 */
#ifndef WMKLOAD_SET_BUDGETS_H
#define WMKLOAD_SET_BUDGETS_H

#include "options.h"
#include "wmk.h"

#define SAMPLE		16	/* of so many events one is timed, if not said otherwise */
#define RESUME_AFTER	60000000000ULL	/* ns, likewise */

/*
 * Of opened objects: budgets, and what is measured. Says what went wrong on
 * standard error; returns the code to exit with.
 */
enum exit_code set_budgets(const struct options *options,
			   struct wmk **objects);

/* What a rule may take, in ns a second; 0: what it likes. */
__u64 budget_of(const struct options *options, const char *rule);

#endif /* WMKLOAD_SET_BUDGETS_H */
