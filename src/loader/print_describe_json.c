// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_describe_json.c - what an object says about itself -> one JSON object
 * in a line
 */
#include <string.h>

#include "escape.h"
#include "print.h"

static void print_member(FILE *to, const char *name, const char *text)
{
	fprintf(to, ",\"%s\":", name);
	print_json_text(to, text);
}

static void print_type(FILE *to, __u32 type, __u32 bytes)
{
	static const char *const types[] = {
		[WMK_COLUMN_S64] = "s64",
		[WMK_COLUMN_U64] = "u64",
		[WMK_COLUMN_STRING] = "string",
		[WMK_COLUMN_ADDRESS] = "address",
		[WMK_COLUMN_KSTACK] = "kstack",
		[WMK_COLUMN_USTACK] = "ustack",
	};

	fprintf(to, ",\"type\":\"%s\",\"bytes\":%u", types[type], bytes);
}

static void print_columns(FILE *to, const struct wmk_column_info *column,
			  __u32 count)
{
	__u32 i;

	fputs(",\"columns\":[", to);
	for (i = 0; i < count; i++, column++) {
		fprintf(to, "%s{\"label\":", i ? "," : "");
		print_json_text(to, column->label);
		print_type(to, column->type, column->bytes);
		putc('}', to);
	}
	putc(']', to);
}

static void print_fields(FILE *to, const struct wmk_field_info *field,
			 __u32 count)
{
	__u32 i;

	fputs(",\"fields\":[", to);
	for (i = 0; i < count; i++, field++) {
		fprintf(to, "%s{\"field\":\"%s\"", i ? "," : "",
			field->name);
		print_type(to, field->type, field->bytes);
		fprintf(to, ",\"start\":%s}",
			field->start == WMK_NO_START ? "false" : "true");
	}
	putc(']', to);
}

static void print_kinds(FILE *to, const struct wmk_description *about)
{
	__u32 i;

	fputs(",\"kinds\":[", to);
	for (i = 0; i < about->object.nr_kinds; i++) {
		const struct wmk_kind_info *kind = &about->kinds[i];

		fprintf(to, "%s{\"kind\":", i ? "," : "");
		print_json_text(to, kind->name);
		print_fields(to, &about->fields[kind->first_field],
			     kind->nr_fields);
		putc('}', to);
	}
	putc(']', to);
}

static void print_variables(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i;

	fputs(",\"variables\":[", to);
	for (i = 0; i < about->object.nr_variables; i++) {
		fprintf(to, "%s{\"variable\":", i ? "," : "");
		print_json_text(to, about->variables[i].name);
		print_member(to, "source", about->variables[i].source);
		fprintf(to, ",\"value\":%lld}",
			(long long)wmk_variable(wmk, i));
	}
	putc(']', to);
}

static void print_notes(FILE *to, const struct wmk_description *about,
			const struct wmk_rule_info *rule)
{
	__u32 i;

	fputs(",\"notes\":[", to);
	for (i = 0; i < rule->nr_notes; i++) {
		const struct wmk_note_info *note =
			&about->notes[rule->first_note + i];

		fprintf(to, "%s{\"note\":\"%s\"", i ? "," : "",
			note->is_log ? "log" : "emit");
		if (note->is_log) {
			fputs(",\"format\":", to);
			print_json_string(to, note->format,
					  strlen(note->format));
		}
		fprintf(to, ",\"record_bytes\":%u", note->record_bytes);
		print_columns(to, &about->columns[note->first_column],
			      note->nr_columns);
		putc('}', to);
	}
	putc(']', to);
}

/* None: there is nothing to enforce. */
static void print_reactions(FILE *to, const struct wmk_description *about,
			    const struct wmk_rule_info *rule)
{
	__u32 i;

	fputs(",\"reactions\":[", to);
	for (i = 0; i < rule->nr_reactions; i++) {
		const struct wmk_reaction_info *reaction =
			&about->reactions[rule->first_reaction + i];

		fprintf(to, "%s{\"reaction\":\"", i ? "," : "");
		print_call(to, reaction);
		putc('"', to);
		print_member(to, "source", reaction->source);
		putc('}', to);
	}
	putc(']', to);
}

static void print_rules(FILE *to, const struct wmk_description *about)
{
	__u32 i;

	fputs(",\"rules\":[", to);
	for (i = 0; i < about->object.nr_rules; i++) {
		const struct wmk_rule_info *rule = &about->rules[i];

		fprintf(to, "%s{\"rule\":", i ? "," : "");
		print_json_text(to, rule->name);
		print_member(to, "source", rule->source);
		if (rule->table == WMK_NO_TABLE)
			fputs(",\"table\":null", to);
		else
			print_member(to, "table",
				     about->tables[rule->table].map);
		fprintf(to, ",\"record_bytes\":%u", rule->record_bytes);
		print_columns(to, &about->columns[rule->first_column],
			      rule->nr_columns);
		print_notes(to, about, rule);
		print_reactions(to, about, rule);
		putc('}', to);
	}
	putc(']', to);
}

static void print_points(FILE *to, const struct wmk_description *about)
{
	__u32 i;

	fputs(",\"points\":[", to);
	for (i = 0; i < about->object.nr_points; i++) {
		const struct wmk_point_info *point = &about->points[i];

		fprintf(to, "%s{\"kind\":", i ? "," : "");
		if (point->kind == WMK_NO_KIND)
			fputs("null", to);
		else
			print_json_text(to, about->kinds[point->kind].name);
		print_member(to, "section", point->section);
		print_member(to, "program", point->program);
		fprintf(to, ",\"denies\":%s}",
			point->denies ? "true" : "false");
	}
	putc(']', to);
}

static void print_tables(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i;

	fputs(",\"tables\":[", to);
	for (i = 0; i < about->object.nr_tables; i++) {
		const struct wmk_table_info *table = &about->tables[i];
		bool buckets = table->storage == WMK_STORAGE_BUCKETS;

		fprintf(to, "%s{\"table\":", i ? "," : "");
		print_json_text(to, table->map);
		print_member(to, "key", table->key);
		print_member(to, "storage", buckets ? "buckets" : "task");
		if (buckets)
			fprintf(to, ",\"keys\":%u,\"bytes\":%llu", table->keys,
				(unsigned long long)wmk_table_bytes(wmk, i));
		else
			fputs(",\"keys\":null,\"bytes\":null", to);
		fprintf(to, ",\"bytes_per_key\":%u}", table->bytes_per_key);
	}
	putc(']', to);
}

void print_describe_json(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	struct wmk_memory memory;

	fputs("{\"object\":", to);
	print_json_text(to, wmk_path(wmk));
	print_member(to, "generator", about->object.generator);
	fprintf(to, ",\"abi\":%u", about->object.abi);
	if (about->is_module)
		fputs(",\"module\":true", to);
	print_rules(to, about);
	print_kinds(to, about);
	print_points(to, about);
	print_tables(to, wmk);
	print_variables(to, wmk);
	fprintf(to, ",\"ring_buffer\":%u,\"memory\":", wmk_ring_buffer(wmk));
	wmk_measure_memory(wmk, &memory);
	print_memory_json(to, &memory);
	fputs("}\n", to);
}
