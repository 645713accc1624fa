/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * set_scopes.h - "--user NAME" and the like -> whose events objects read
 */
#ifndef WMKLOAD_SET_SCOPES_H
#define WMKLOAD_SET_SCOPES_H

#include "options.h"
#include "wmk.h"

/*
 * Of opened objects. Says what went wrong on standard error; returns the code
 * to exit with.
 */
enum exit_code set_scopes(const struct options *options, struct wmk **objects);

#endif /* WMKLOAD_SET_SCOPES_H */
