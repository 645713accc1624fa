// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * module.c - a monitor that is a module of SystemTap's: orders to it, to hold
 * events, to read them and to be as it was when it was loaded
 */
#include <string.h>

#include "fed_monitor.h"
#include "feeder.h"
#include "module.h"

bool is_module(void)
{
	return monitor && monitor->module;
}

static void expect(int code, const char *what)
{
	if (code)
		give_up("the module cannot be told %s: %s", what, strerror(-code));
}

void put_into_module(const struct fed_event *events, __u32 count)
{
	expect(wmk_order(monitor->module, WMK_REGION_FED, 0, events,
			 count * sizeof(*events)), "events");
}

/* On the CPU of who calls it. */
int feed_module(const struct fed_range *range)
{
	const struct wmk_order order = {
		.what = WMK_ORDER_FEED,
		.offset = range->first,
		.bytes = range->count,
	};

	return monitor->module->files->order(monitor->module->directory, &order, NULL);
}

/* Of what happens in this machine, it is fed nothing. */
void clear_module(void)
{
	end_monitor();
	expect(wmk_order_plainly(monitor->module, WMK_ORDER_CLEAR), "to clear");
}

void write_module_variable(__u32 index, __s64 value)
{
	expect(wmk_order(monitor->module, WMK_REGION_VARS, index * sizeof(value),
			 &value, sizeof(value)), "a VAR");
}
