/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * set_reactions.h - "--enforce=RULE" and the like -> what objects do to the
 * system, how often, and to whom they do not
 */
#ifndef WMKLOAD_SET_REACTIONS_H
#define WMKLOAD_SET_REACTIONS_H

#include "options.h"
#include "wmk.h"

/*
 * Of opened objects. Says what went wrong on standard error; returns the code
 * to exit with.
 */
enum exit_code set_reactions(const struct options *options,
			     struct wmk **objects);

/* N a second, so many at once; 0: no limit */
struct wmk_pace pace_of(__u64 per_second);

#endif /* WMKLOAD_SET_REACTIONS_H */
