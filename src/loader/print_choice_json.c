// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_choice_json.c - a loaded object -> the attach points that its kinds
 * have got and its programs, as one JSON object in a line
 */
#include "escape.h"
#include "print.h"

static void print_points(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	const char *comma = "";
	__u32 i;

	for (i = 0; i < about->object.nr_points; i++) {
		const struct wmk_point_info *point = &about->points[i];

		if (!wmk_point_chosen(wmk, i))
			continue;
		fprintf(to, "%s{\"kind\":", comma);
		if (point->kind == WMK_NO_KIND)
			fputs("null", to);
		else
			print_json_text(to, about->kinds[point->kind].name);
		fputs(",\"section\":", to);
		print_json_text(to, point->section);
		putc('}', to);
		comma = ",";
	}
}

/* None before the object is loaded. */
static void print_programs(FILE *to, const struct wmk_stats *stats)
{
	const char *comma = "";
	__u32 i;

	for (i = 0; stats && i < stats->nr_programs; i++) {
		const struct wmk_program_stats *program = &stats->programs[i];

		if (!program->loaded)
			continue;
		fprintf(to, "%s{\"program\":", comma);
		print_json_text(to, program->name);
		fputs(",\"section\":", to);
		print_json_text(to, program->section);
		fprintf(to, ",\"verified_instructions\":%u}", program->verified);
		comma = ",";
	}
}

void print_choice_json(FILE *to, const struct stats_of *object)
{
	fputs("{\"object\":", to);
	print_json_text(to, wmk_path(object->wmk));
	fputs(",\"points\":[", to);
	print_points(to, object->wmk);
	fputs("],\"programs\":[", to);
	print_programs(to, object->stats);
	fputs("]}\n", to);
}
