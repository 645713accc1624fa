// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * variables.c - the values that VARs begin with, before the object is loaded
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/libbpf.h>

#include "internal.h"

static const __s64 *initial_values(const struct wmk *wmk, size_t *size)
{
	return bpf_map__initial_value(wmk->variables, size);
}

__s64 wmk_variable(const struct wmk *wmk, __u32 variable)
{
	__s64 value = 0;
	size_t size;

	memcpy(&value, initial_values(wmk, &size) + variable, sizeof(value));
	return value;
}

enum wmk_fault wmk_set_variable(struct wmk *wmk, __u32 variable, __s64 value,
				struct wmk_error *error)
{
	const __s64 *initial;
	__s64 *values;
	size_t size;
	int code;

	if (variable >= wmk->about.object.nr_variables)
		return wmk_fail(error, WMK_MISUSE, "%s has no variable %u",
				wmk->path, variable);
	if (wmk->stage >= WMK_LOADED)
		return wmk_fail(error, WMK_MISUSE, "%s is loaded already",
				wmk->path);
	initial = initial_values(wmk, &size);
	values = malloc(size);
	if (!values)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	memcpy(values, initial, size);
	values[variable] = value;
	code = bpf_map__set_initial_value(wmk->variables, values, size);
	free(values);
	if (code)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot set variable '%s': %s", wmk->path,
				wmk->about.variables[variable].name,
				strerror(-code));
	return WMK_OK;
}
