// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * switch_rules.c - "--disarm RULE" -> rules of other monitors, enforced or not
 */
#include <stdlib.h>

#include "escape.h"
#include "monitor.h"
#include "switch_rules.h"

static enum exit_code report(const struct wmk_switch *to)
{
	enum exit_code code = EXIT_DONE;
	__u32 i;

	printf("%s %u rule%s, of %u monitor%s that can react\n",
	       to->arm ? "armed" : "disarmed", to->switched,
	       to->switched == 1 ? "" : "s", to->monitors,
	       to->monitors == 1 ? "" : "s");
	for (i = 0; i < to->nr_rules; i++) {
		if (to->rules[i].found)
			continue;
		fputs("wmkload: '", stderr);
		print_plain(stderr, to->rules[i].name);
		fputs("': no monitor has such a rule that does something to the system\n",
		      stderr);
		code = EXIT_USAGE;
	}
	return code;
}

enum exit_code switch_rules(const struct options *options,
			    struct wmk_kernel *kernel)
{
	struct wmk_switch to = {
		.arm = options->task == TASK_ARM,
		.kernel = kernel,
		.nr_rules = (__u32)options->nr_objects,
	};
	struct wmk_error error;
	enum exit_code code;
	__u32 i;

	to.rules = calloc(to.nr_rules + 1, sizeof(*to.rules));
	if (!to.rules) {
		fputs("wmkload: out of memory\n", stderr);
		return EXIT_SYSTEM;
	}
	for (i = 0; i < to.nr_rules; i++)
		to.rules[i].name = options->objects[i];
	code = wmk_switch_rules(&to, &error) ? complain(&error) : report(&to);
	free(to.rules);
	return code;
}
