// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * variables.c - the values that VARs begin with, before the object is loaded
 */
#include <string.h>

#include "internal.h"

__s64 wmk_variable(const struct wmk *wmk, __u32 variable)
{
	__s64 value = 0;
	const __s64 *values;
	size_t size;

	values = wmk_told(wmk, WMK_REGION_VARS, &size);
	memcpy(&value, values + variable, sizeof(value));
	return value;
}

enum wmk_fault wmk_set_variable(struct wmk *wmk, __u32 variable, __s64 value,
				struct wmk_error *error)
{
	if (variable >= wmk->about.object.nr_variables)
		return wmk_fail(error, WMK_MISUSE, "%s has no variable %u",
				wmk->path, variable);
	return wmk_tell(wmk, WMK_REGION_VARS, variable * sizeof(value), &value,
			sizeof(value), error);
}
