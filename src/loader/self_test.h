/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * self_test.h - does an event of each kind reach the programs of the objects?
 */
#ifndef WMKLOAD_SELF_TEST_H
#define WMKLOAD_SELF_TEST_H

#include "options.h"
#include "wmk.h"

/*
 * Loads each object for itself, in programs that count events and do no more,
 * raises an event of each kind, and prints what came of it: in full, or only
 * what did not come. Returns the code to exit with: EXIT_LACKING where a kind
 * is blind.
 */
enum exit_code self_test(const struct options *options,
			 struct wmk_kernel *kernel, FILE *to, bool in_full);

#endif /* WMKLOAD_SELF_TEST_H */
