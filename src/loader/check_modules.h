/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * check_modules.h - options that a SystemTap module cannot do
 */
#ifndef WMKLOAD_CHECK_MODULES_H
#define WMKLOAD_CHECK_MODULES_H

#include "options.h"
#include "wmk.h"

/* The code to exit with; says which option, and why. */
enum exit_code check_modules(const struct options *options,
			     struct wmk **objects);

#endif /* WMKLOAD_CHECK_MODULES_H */
