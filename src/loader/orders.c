// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * orders.c - bytes of a region -> orders to a running module, kept until it
 * runs or written at once; and back: a region, shown
 *
 * The kernel's side of a write cannot say that it was refused, so that what was
 * written is looked at.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "module.h"

#define MOST_DATA	(WMK_MOST_ORDER - sizeof(struct wmk_order))

static struct wmk_order order_of(enum wmk_order_what what,
				 enum wmk_region region, size_t offset, size_t size)
{
	return (struct wmk_order) {
		.what = what,
		.region = region,
		.offset = (__u32)offset,
		.bytes = (__u32)size,
	};
}

int wmk_keep_order(struct wmk_module *module, enum wmk_region region,
		   size_t offset, const void *bytes, size_t size)
{
	const struct wmk_order order = order_of(WMK_ORDER_WRITE, region, offset, size);
	char *orders;

	if (offset + size > module->told[region].size)
		return -EINVAL;
	orders = realloc(module->orders,
			 module->orders_bytes + sizeof(order) + size);
	if (!orders)
		return -ENOMEM;
	module->orders = orders;
	memcpy(orders + module->orders_bytes, &order, sizeof(order));
	memcpy(orders + module->orders_bytes + sizeof(order), bytes, size);
	module->orders_bytes += sizeof(order) + size;
	memcpy(module->told[region].bytes + offset, bytes, size);
	return 0;
}

static int show_part(struct wmk_module *module, enum wmk_region region,
		     size_t offset, void *to, size_t size)
{
	const struct wmk_order order = order_of(WMK_ORDER_SHOW, region, offset, size);
	ssize_t got = module->files->show(module->directory, &order, to);

	if (got < 0)
		return (int)got;
	return (size_t)got == size ? 0 : -EIO;
}

int wmk_show(struct wmk_module *module, enum wmk_region region, size_t offset,
	     void *to, size_t size)
{
	size_t done, part;
	int code = 0;

	for (done = 0; !code && done < size; done += part) {
		part = size - done < WMK_MOST_ORDER ? size - done :
						      WMK_MOST_ORDER;
		code = show_part(module, region, offset + done,
				 (char *)to + done, part);
	}
	return code;
}

static int write_part(struct wmk_module *module, enum wmk_region region,
		      size_t offset, const void *bytes, size_t size)
{
	const struct wmk_order order = order_of(WMK_ORDER_WRITE, region, offset, size);
	char *shown;
	int code;

	code = module->files->order(module->directory, &order, bytes);
	if (code)
		return code;
	shown = malloc(size);
	if (!shown)
		return -ENOMEM;
	code = show_part(module, region, offset, shown, size);
	if (!code && memcmp(shown, bytes, size))
		code = -EIO;
	free(shown);
	return code;
}

int wmk_order(struct wmk_module *module, enum wmk_region region, size_t offset,
	      const void *bytes, size_t size)
{
	size_t done, part;
	int code = 0;

	for (done = 0; !code && done < size; done += part) {
		part = size - done < MOST_DATA ? size - done : MOST_DATA;
		code = write_part(module, region, offset + done,
				  (const char *)bytes + done, part);
	}
	return code;
}

int wmk_order_plainly(struct wmk_module *module, enum wmk_order_what what)
{
	const struct wmk_order order = { .what = what };

	return module->files->order(module->directory, &order, NULL);
}

int wmk_write_orders(struct wmk_module *module, enum wmk_region *region)
{
	struct wmk_order order;
	int code = 0;
	size_t at;

	for (at = 0; !code && at < module->orders_bytes;
	     at += sizeof(order) + order.bytes) {
		memcpy(&order, module->orders + at, sizeof(order));
		*region = order.region;
		code = wmk_order(module, order.region, order.offset,
				 module->orders + at + sizeof(order),
				 order.bytes);
	}
	return code;
}
