// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_json.c - a match, a note or a gap -> a JSON object in a line
 *
 * A string that is not valid UTF-8 has U+FFFD for each bad byte in "values",
 * and all its bytes in hexadecimal in "hex".
 */
#include <stdlib.h>

#include "container.h"
#include "escape.h"
#include "print.h"
#include "wall_time.h"

static void print_hex_values(FILE *to, const struct wmk_match *match,
			     __u64 lossy)
{
	bool first = true;
	__u32 i;

	fputs(",\"hex\":{", to);
	for (i = 0; i < match->nr_columns; i++) {
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

/* Of the last event's task, if it has one. */
static void print_cgroup(FILE *to, __u64 cgroup)
{
	const char *id;

	if (!cgroup)
		return;
	fprintf(to, ",\"cgroup\":%llu", (unsigned long long)cgroup);
	switch (find_container(cgroup, &id)) {
	case CONTAINER_FOUND:
		fprintf(to, ",\"container\":\"%s\"", id);
		break;
	case CONTAINER_UNKNOWN:
		fputs(",\"container\":null", to);
		break;
	case CONTAINER_NONE:
		break;
	}
}

static void print_head(FILE *to, const struct wmk_match *match,
		       __s64 offset_ns)
{
	fputs("{\"rule\":", to);
	print_json_text(to, match->rule->name);
	fprintf(to, ",\"number\":%llu,\"time\":\"",
		(unsigned long long)match->number);
	print_wall_time(to, match->record->time, offset_ns);
	fprintf(to, "\",\"monotonic\":%llu",
		(unsigned long long)match->record->time);
	print_cgroup(to, match->record->cgroup);
}

static void print_values(FILE *to, const char *member,
			 const struct wmk_match *match)
{
	__u64 lossy = 0;
	__u32 i;

	fprintf(to, ",\"%s\":{", member);
	for (i = 0; i < match->nr_columns; i++) {
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
}

void print_match_json(FILE *to, const struct wmk_match *match,
		      const struct niced *niced, __s64 offset_ns)
{
	print_head(to, match, offset_ns);
	print_values(to, "values", match);
	print_reactions_json(to, match, niced);
	fputs("}\n", to);
}

void print_note_json(FILE *to, const struct wmk_match *note, __s64 offset_ns)
{
	struct text text;

	print_head(to, note, offset_ns);
	if (note->note->is_log) {
		fputs(",\"log\":", to);
		format_log(&text, note);
		print_json_string(to, text.bytes, text.length);
		free(text.bytes);
	} else {
		print_values(to, "emit", note);
	}
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

static void print_moment(FILE *to, const char *name, __u64 time, __s64 offset_ns)
{
	fprintf(to, ",\"%s\":\"", name);
	print_wall_time(to, time, offset_ns);
	putc('"', to);
}

void print_suspension_json(FILE *to, const struct wmk_suspension *suspension,
			   __s64 offset_ns)
{
	const bool for_ever = suspension->until - suspension->since >= WMK_FOR_EVER;
	const __u64 time = suspension->over ? suspension->until : suspension->since;

	fprintf(to, "{\"%s\":{\"rule\":", suspension->over ? "resumed" : "suspended");
	print_json_text(to, suspension->rule->name);
	print_moment(to, "time", time, offset_ns);
	fprintf(to, ",\"monotonic\":%llu", (unsigned long long)time);
	if (!suspension->over) {
		fprintf(to, ",\"cause\":\"over budget\",\"took\":%llu,\"within\":%llu,\"budget\":%llu,\"times\":%llu",
			(unsigned long long)suspension->took,
			(unsigned long long)suspension->within,
			(unsigned long long)suspension->budget,
			(unsigned long long)suspension->times);
		if (for_ever)
			fputs(",\"until\":null", to);
		else
			print_moment(to, "until", suspension->until, offset_ns);
	}
	fputs("}}\n", to);
}
