/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * switch_rules.h - "--disarm RULE" -> rules of other monitors, enforced or not
 */
#ifndef WMKLOAD_SWITCH_RULES_H
#define WMKLOAD_SWITCH_RULES_H

#include "options.h"
#include "wmk.h"

/*
 * kernel: to arm, else NULL. Says on standard output how many were switched, and
 * on standard error what went wrong; returns the code to exit with.
 */
enum exit_code switch_rules(const struct options *options,
			    struct wmk_kernel *kernel);

#endif /* WMKLOAD_SWITCH_RULES_H */
