// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_value_json.c - a value -> JSON
 *
 * Numbers are written in full: a reader that keeps numbers as doubles loses
 * those above 2^53.
 */
#include "escape.h"
#include "print.h"

bool print_value_json(FILE *to, const struct wmk_value *value)
{
	if (value->is_null) {
		fputs("null", to);
		return false;
	}
	switch (value->type) {
	case WMK_COLUMN_S64:
		fprintf(to, "%lld", (long long)value->s64);
		break;
	case WMK_COLUMN_U64:
		fprintf(to, "%llu", (unsigned long long)value->u64);
		break;
	case WMK_COLUMN_STRING:
		return print_json_string(to, value->string.bytes,
					 value->string.length);
	case WMK_COLUMN_ADDRESS:
		putc('"', to);
		print_address(to, value->address);
		putc('"', to);
		break;
	case WMK_COLUMN_KSTACK:
	case WMK_COLUMN_USTACK:
		print_stack_json(to, value);
		break;
	}
	return false;
}

const char *gap_cause(const struct wmk_gap *gap)
{
	static const char *const causes[] = {
		[WMK_CAUSE_RING_BUFFER] = "ring buffer full",
		[WMK_CAUSE_TABLE] = "table full",
		[WMK_CAUSE_SCRATCH] = "no scratch memory free",
		[WMK_CAUSE_SKIPPED] = "program skipped by the kernel",
		[WMK_CAUSE_PENDING] = "too many runs await their deadline",
		[WMK_CAUSE_MEMORY] = "key remembers no more",
		[WMK_CAUSE_ENTRIES] = "TABLE full",
		[WMK_CAUSE_NOTES] = "no room for notes",
		[WMK_CAUSE_SUSPENDED] = "rule suspended",
	};

	return causes[gap->cause];
}
