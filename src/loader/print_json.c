// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_json.c - a match or a gap -> a JSON object in a line
 *
 * A string that is not valid UTF-8 has U+FFFD for each bad byte in "values",
 * and all its bytes in hexadecimal in "hex".
 */
#include "escape.h"
#include "print.h"
#include "wall_time.h"

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
		if (print_value_json(to, &value))
			lossy |= 1ULL << i;
	}
	putc('}', to);
	if (lossy)
		print_hex_values(to, match, lossy);
	fputs("}\n", to);
}

void print_gap_json(FILE *to, const struct wmk_gap *gap)
{
	fputs("{\"gap\":{", to);
	if (gap->rule) {
		fputs("\"rule\":", to);
		print_json_text(to, gap->rule->name);
	} else {
		fputs("\"program\":", to);
		print_json_text(to, gap->program);
	}
	fprintf(to, ",\"cause\":\"%s\",\"count\":%llu}}\n", gap_cause(gap),
		(unsigned long long)gap->count);
}
