/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * set_variables.h - "--set NAME=NUMBER" -> the values that VARs begin with
 */
#ifndef WMKLOAD_SET_VARIABLES_H
#define WMKLOAD_SET_VARIABLES_H

#include "options.h"
#include "wmk.h"

/*
 * Of opened objects. Says what went wrong on standard error; returns the code
 * to exit with.
 */
enum exit_code set_variables(const struct options *options,
			     struct wmk **objects);

/* Does "limit" or "a.wmk:limit" name this one? */
bool is_named(const struct wmk_variable_info *variable, const char *name);

#endif /* WMKLOAD_SET_VARIABLES_H */
