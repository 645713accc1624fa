/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * monitor.h - attached objects -> lines until told to stop
 */
#ifndef WMKLOAD_MONITOR_H
#define WMKLOAD_MONITOR_H

#include "options.h"
#include "wmk.h"

struct recorder;

/*
 * recorder: NULL, or open. signal_fd: readable when SIGINT, SIGTERM, SIGHUP or
 * SIGUSR1 came. Activates the objects, and says so on standard error. Returns the code
 * to exit with.
 */
enum exit_code monitor(const struct options *options, struct wmk **objects,
		       struct recorder *recorder, int signal_fd);

/* activate.c: nothing is done between the objects */
enum wmk_fault activate_all(struct wmk **objects, int nr_objects,
			    struct wmk_error *error);
enum wmk_fault deactivate_all(struct wmk **objects, int nr_objects,
			      struct wmk_error *error);

/* Say on standard error what went wrong -> the code to exit with */
enum exit_code complain(const struct wmk_error *error);

#endif /* WMKLOAD_MONITOR_H */
