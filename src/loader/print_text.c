// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_text.c - a match, a note or a gap -> a line for people
 */
#include <stdlib.h>

#include "escape.h"
#include "print.h"

static void print_value(FILE *to, const struct wmk_value *value)
{
	if (value->is_null) {
		fputs("null", to);
		return;
	}
	switch (value->type) {
	case WMK_COLUMN_S64:
		fprintf(to, "%lld", (long long)value->s64);
		break;
	case WMK_COLUMN_U64:
		fprintf(to, "%llu", (unsigned long long)value->u64);
		break;
	case WMK_COLUMN_STRING:
		print_quoted(to, value->string.bytes, value->string.length);
		break;
	case WMK_COLUMN_ADDRESS:
		print_address(to, value->address);
		break;
	case WMK_COLUMN_KSTACK:
	case WMK_COLUMN_USTACK:
		print_stack_text(to, value);
		break;
	}
}

static void print_head(FILE *to, const struct wmk_match *match, bool named)
{
	print_plain(to, named ? match->rule->name : "match");
	fprintf(to, " #%llu ", (unsigned long long)match->number);
}

static void print_values(FILE *to, const struct wmk_match *match)
{
	__u32 i;

	putc('{', to);
	for (i = 0; i < match->nr_columns; i++) {
		struct wmk_value value = wmk_value(match, i);

		putc(' ', to);
		print_value(to, &value);
	}
	fputs(" }", to);
}

void print_match_text(FILE *to, const struct wmk_match *match,
		      const struct niced *niced, bool named)
{
	print_head(to, match, named);
	print_values(to, match);
	print_reactions_text(to, match, niced);
	putc('\n', to);
}

void print_note_text(FILE *to, const struct wmk_match *note, bool named)
{
	struct text text;

	print_head(to, note, named);
	if (note->note->is_log) {
		fputs("log ", to);
		format_log(&text, note);
		print_quoted(to, text.bytes, text.length);
		free(text.bytes);
	} else {
		fputs("emit ", to);
		print_values(to, note);
	}
	putc('\n', to);
}

void print_gap_text(FILE *to, const struct wmk_gap *gap, bool named)
{
	const char *end = gap->count == 1 ? "" : "s";

	if (gap->rule && named) {
		print_plain(to, gap->rule->name);
		putc(' ', to);
	}
	fprintf(to, "gap { %llu ", (unsigned long long)gap->count);
	switch (gap->cause) {
	case WMK_CAUSE_RING_BUFFER:
		fprintf(to, "record%s lost: ring buffer full", end);
		break;
	case WMK_CAUSE_TABLE:
		fprintf(to, "key%s refused: table full", end);
		break;
	case WMK_CAUSE_SCRATCH:
		fprintf(to, "event%s lost: no scratch memory free", end);
		break;
	case WMK_CAUSE_SKIPPED:
		fprintf(to, "event%s lost: the kernel skipped program ", end);
		print_plain(to, gap->program);
		break;
	case WMK_CAUSE_PENDING:
		fprintf(to, "run%s dropped: too many of a key await their deadline", end);
		break;
	case WMK_CAUSE_MEMORY:
		fprintf(to, "event%s forgotten: a key remembers no more", end);
		break;
	case WMK_CAUSE_ENTRIES:
		fprintf(to, "%s of a TABLE not made: it is full",
			gap->count == 1 ? "entry" : "entries");
		break;
	case WMK_CAUSE_NOTES:
		fprintf(to, "note%s lost: ring buffer full", end);
		break;
	case WMK_CAUSE_SUSPENDED:
		fprintf(to, "event%s not read: the rule was suspended", end);
		break;
	}
	fputs(" }\n", to);
}

static double seconds(__u64 ns)
{
	return (double)ns / 1e9;
}

void print_suspension_text(FILE *to, const struct wmk_suspension *suspension,
			   bool named)
{
	if (named) {
		print_plain(to, suspension->rule->name);
		putc(' ', to);
	}
	if (suspension->over) {
		fprintf(to, "resumed { after %.3f s }\n",
			seconds(suspension->until - suspension->since));
		return;
	}
	fprintf(to, "suspended { over its budget: %.9f s of CPU in %.6f s, budget %.9f s in 1 s; ",
		seconds(suspension->took), seconds(suspension->within),
		seconds(suspension->budget));
	if (suspension->until - suspension->since >= WMK_FOR_EVER)
		fputs("for ever", to);
	else
		fprintf(to, "for %.3f s",
			seconds(suspension->until - suspension->since));
	fputs(" }\n", to);
}
