// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * set_budgets.c - "--budget RULE=1%" and the like -> what rules may take, and
 * what is measured for it
 */
#include <string.h>

#include "escape.h"
#include "has_rule.h"
#include "monitor.h"
#include "set_budgets.h"

/* What is said for one rule holds for it, in place of what is said for all; of two the last. */
__u64 budget_of(const struct options *options, const char *rule)
{
	__u64 of_all = 0, of_rule = 0;
	int i;

	for (i = 0; i < options->nr_budgets; i++) {
		const struct budget *budget = &options->budgets[i];

		if (!budget->rule)
			of_all = budget->ns;
		else if (!strcmp(budget->rule, rule))
			of_rule = budget->ns;
	}
	return of_rule ? of_rule : of_all;
}

static enum exit_code check_names(const struct options *options,
				  struct wmk **objects)
{
	int i;

	for (i = 0; i < options->nr_budgets; i++) {
		const char *rule = options->budgets[i].rule;

		if (!rule || has_rule(options, objects, rule))
			continue;
		fputs("wmkload: --budget '", stderr);
		print_plain(stderr, rule);
		fputs("': no object has such a rule (--describe lists them)\n",
		      stderr);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static bool asks_of_rules(const struct options *options, struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i;

	for (i = 0; i < about->object.nr_rules; i++)
		if (budget_of(options, about->rules[i].name))
			return true;
	return options->sample;
}

static enum exit_code check_objects(const struct options *options,
				    struct wmk **objects)
{
	int i;

	for (i = 0; i < options->nr_objects; i++) {
		if (wmk_has_budgets(objects[i]) ||
		    !asks_of_rules(options, objects[i]))
			continue;
		fputs("wmkload: ", stderr);
		print_plain(stderr, options->objects[i]);
		fprintf(stderr,
			": %s: it was compiled without what times rules (wmkgen --budgets)\n",
			options->nr_budgets ? "--budget" : "--sample");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static enum wmk_fault set_rules(const struct options *options, struct wmk *wmk,
				struct wmk_error *error)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u64 pause = options->resume_after ? options->resume_after :
					      RESUME_AFTER;
	enum wmk_fault fault = WMK_OK;
	__u32 i;

	for (i = 0; !fault && i < about->object.nr_rules; i++) {
		__u64 ns = budget_of(options, about->rules[i].name);

		if (ns)
			fault = wmk_set_budget(wmk, i, ns, pause, error);
	}
	return fault;
}

static enum wmk_fault set_object(const struct options *options, struct wmk *wmk,
				 struct wmk_error *error)
{
	bool asked = options->run_time || options->nr_budgets;
	__u32 sample = options->sample ? options->sample : SAMPLE;
	enum wmk_fault fault;

	if (!wmk_has_budgets(wmk))
		return WMK_OK;
	fault = wmk_set_sample(wmk, asked ? sample : 0, error);
	return fault ? fault : set_rules(options, wmk, error);
}

enum exit_code set_budgets(const struct options *options, struct wmk **objects)
{
	enum exit_code code = check_names(options, objects);
	struct wmk_error error;
	int i;

	if (!code)
		code = check_objects(options, objects);
	for (i = 0; !code && i < options->nr_objects; i++)
		if (set_object(options, objects[i], &error))
			code = complain(&error);
	return code;
}
