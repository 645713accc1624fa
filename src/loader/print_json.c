// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_json.c - a match or a gap -> a JSON object in a line
 *
 * Numbers are written in full: a reader that keeps numbers as doubles loses
 * those above 2^53. A string that is not valid UTF-8 has U+FFFD for each bad
 * byte in "values", and all its bytes in hexadecimal in "hex".
 */
#include "escape.h"
#include "print.h"
#include "wall_time.h"

/* Returns whether the value stands there only in part. */
static bool print_value(FILE *to, const struct wmk_value *value)
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
	}
	return false;
}

static void print_hex_values(FILE *to, const struct wmk_match *match,
			     __u64 lossy)
{
	bool first = true;
	__u32 i;

	fputs(",\"hex\":{", to);
	for (i = 0; i < match->rule->nr_columns; i++) {
		struct wmk_value value;

		if (!(lossy >> i & 1))
			continue;
		if (!first)
			putc(',', to);
		first = false;
		value = wmk_value(match, i);
		print_json_text(to, match->columns[i].label);
		fputs(":\"", to);
		print_hex(to, value.string.bytes, value.string.length);
		putc('"', to);
	}
	putc('}', to);
}

void print_match_json(FILE *to, const struct wmk_match *match, __s64 offset_ns)
{
	__u64 lossy = 0;
	__u32 i;

	fputs("{\"rule\":", to);
	print_json_text(to, match->rule->name);
	fprintf(to, ",\"number\":%llu,\"time\":\"",
		(unsigned long long)match->number);
	print_wall_time(to, match->record->time, offset_ns);
	fprintf(to, "\",\"monotonic\":%llu,\"values\":{",
		(unsigned long long)match->record->time);
	for (i = 0; i < match->rule->nr_columns; i++) {
		struct wmk_value value = wmk_value(match, i);

		if (i)
			putc(',', to);
		print_json_text(to, match->columns[i].label);
		putc(':', to);
		if (print_value(to, &value))
			lossy |= 1ULL << i;
	}
	putc('}', to);
	if (lossy)
		print_hex_values(to, match, lossy);
	fputs("}\n", to);
}

void print_gap_json(FILE *to, const struct wmk_gap *gap)
{
	static const char *const causes[] = {
		[WMK_CAUSE_RING_BUFFER] = "ring buffer full",
		[WMK_CAUSE_TABLE] = "table full",
		[WMK_CAUSE_SCRATCH] = "no scratch memory free",
		[WMK_CAUSE_SKIPPED] = "program skipped by the kernel",
	};

	fputs("{\"gap\":{", to);
	if (gap->rule) {
		fputs("\"rule\":", to);
		print_json_text(to, gap->rule->name);
	} else {
		fputs("\"program\":", to);
		print_json_text(to, gap->program);
	}
	fprintf(to, ",\"cause\":\"%s\",\"count\":%llu}}\n", causes[gap->cause],
		(unsigned long long)gap->count);
}
