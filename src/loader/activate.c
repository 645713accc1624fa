// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * activate.c - attached objects -> all active, or all idle
 */
#include "monitor.h"

enum wmk_fault activate_all(struct wmk **objects, int nr_objects,
			    struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	int i;

	for (i = 0; !fault && i < nr_objects; i++)
		fault = wmk_activate(objects[i], error);
	return fault;
}

/* One that cannot be stopped does not keep the others from it. */
enum wmk_fault deactivate_all(struct wmk **objects, int nr_objects,
			      struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	int i;

	for (i = 0; i < nr_objects; i++)
		if (wmk_deactivate(objects[i], error))
			fault = error->fault;
	return fault;
}
