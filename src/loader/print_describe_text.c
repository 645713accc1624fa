// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_describe_text.c - what an object says about itself -> lines for people
 */
#include <string.h>

#include "escape.h"
#include "print.h"

static const char *type_name(__u32 type)
{
	switch ((enum wmk_column_type)type) {
	case WMK_COLUMN_S64:
		return "signed";
	case WMK_COLUMN_U64:
		return "unsigned";
	case WMK_COLUMN_STRING:
		return "string";
	case WMK_COLUMN_ADDRESS:
		return "address";
	case WMK_COLUMN_KSTACK:
		return "stack of the kernel";
	case WMK_COLUMN_USTACK:
		return "stack of the process";
	}
	return "unknown";
}

static void print_columns(FILE *to, const char *indent,
			  const struct wmk_column_info *column, __u32 count)
{
	__u32 i;

	for (i = 0; i < count; i++, column++) {
		fputs(indent, to);
		print_plain(to, column->label);
		fprintf(to, ": %s, %u byte%s\n", type_name(column->type),
			column->bytes, column->bytes == 1 ? "" : "s");
	}
}

static void print_note(FILE *to, const struct wmk_description *about,
		       const struct wmk_note_info *note)
{
	if (note->is_log) {
		fputs("    log ", to);
		print_quoted(to, note->format, strlen(note->format));
	} else {
		fputs("    emit", to);
	}
	fprintf(to, ", records of %u bytes\n", note->record_bytes);
	print_columns(to, "      ", &about->columns[note->first_column],
		      note->nr_columns);
}

/* What DO of the rule tells, and what it does where the rule is enforced. */
static void print_reactions(FILE *to, const struct wmk_description *about,
			    const struct wmk_rule_info *rule)
{
	__u32 i;

	for (i = 0; i < rule->nr_notes; i++)
		print_note(to, about, &about->notes[rule->first_note + i]);
	for (i = 0; i < rule->nr_reactions; i++) {
		const struct wmk_reaction_info *reaction =
			&about->reactions[rule->first_reaction + i];

		fputs("    ", to);
		print_call(to, reaction);
		fputs(" (", to);
		print_plain(to, reaction->source);
		fputs(reaction->call == WMK_DENY ? "): needs bpf in lsm=\n" :
		      reaction->call == WMK_OVERRIDE ?
			      "): needs a function that can be overridden\n" :
			      ")\n", to);
	}
}

static void print_rule(FILE *to, const struct wmk_description *about,
		       const struct wmk_rule_info *rule)
{

	fputs("  ", to);
	print_plain(to, rule->name);
	fputs(" (", to);
	print_plain(to, rule->source);
	fputs("): ", to);
	if (rule->table == WMK_NO_TABLE)
		fputs("no runs", to);
	else
		fprintf(to, "runs in %s", about->tables[rule->table].map);
	fprintf(to, ", records of %u bytes\n", rule->record_bytes);
	print_columns(to, "    ", &about->columns[rule->first_column],
		      rule->nr_columns);
	print_reactions(to, about, rule);
}

static void print_fields(FILE *to, const struct wmk_description *about,
			 const struct wmk_kind_info *kind)
{
	const struct wmk_field_info *field = &about->fields[kind->first_field];
	__u32 i;

	fputs("    reads", to);
	for (i = 0; i < kind->nr_fields; i++, field++)
		fprintf(to, "%s %s%s", i ? "," : "", field->name,
			field->start == WMK_NO_START ? "" : " and its start");
	fputs(kind->nr_fields ? "\n" : " nothing\n", to);
}

static void print_variables(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i;

	if (about->object.nr_variables)
		fputs("variables\n", to);
	for (i = 0; i < about->object.nr_variables; i++) {
		fprintf(to, "  %s (", about->variables[i].name);
		print_plain(to, about->variables[i].source);
		fprintf(to, "): %lld\n", (long long)wmk_variable(wmk, i));
	}
}

static void print_points(FILE *to, const struct wmk_description *about,
			 __u32 kind)
{
	__u32 i;

	for (i = 0; i < about->object.nr_points; i++)
		if (about->points[i].kind == kind)
			fprintf(to, "    %s: program %s\n",
				about->points[i].section,
				about->points[i].program);
}

static bool has_keepers(const struct wmk_description *about)
{
	__u32 i;

	for (i = 0; i < about->object.nr_points; i++)
		if (about->points[i].kind == WMK_NO_KIND)
			return true;
	return false;
}

static void print_table(FILE *to, const struct wmk *wmk, __u32 i)
{
	const struct wmk_table_info *table = &wmk_describe(wmk)->tables[i];

	fprintf(to, "  %s: key ", table->map);
	if (table->key[0])
		print_plain(to, table->key);
	else
		fputs("none", to);
	if (table->storage == WMK_STORAGE_TASK) {
		fprintf(to, ", %u bytes a thread\n", table->bytes_per_key);
		return;
	}
	fprintf(to, ", %u keys of %u bytes, ", table->keys,
		table->bytes_per_key);
	print_bytes(to, wmk_table_bytes(wmk, i));
	putc('\n', to);
}

void print_describe_text(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	struct wmk_memory memory;
	__u32 i;

	print_plain(to, wmk_path(wmk));
	fprintf(to, ": made by %s, object format %u%s\n",
		about->object.generator, about->object.abi,
		about->is_module ? ", a SystemTap module" : "");
	fputs("rules\n", to);
	for (i = 0; i < about->object.nr_rules; i++)
		print_rule(to, about, &about->rules[i]);
	fputs("kinds of event, with their attach points in order of preference\n",
	      to);
	for (i = 0; i < about->object.nr_kinds; i++) {
		fprintf(to, "  %s\n", about->kinds[i].name);
		print_fields(to, about, &about->kinds[i]);
		print_points(to, about, i);
	}
	if (has_keepers(about)) {
		fputs("  the end of keys\n", to);
		print_points(to, about, WMK_NO_KIND);
	}
	if (about->object.nr_tables)
		fputs("tables\n", to);
	for (i = 0; i < about->object.nr_tables; i++)
		print_table(to, wmk, i);
	print_variables(to, wmk);
	wmk_measure_memory(wmk, &memory);
	fputs("memory, on this machine: ", to);
	print_bytes(to, memory.bytes);
	putc('\n', to);
	print_memory_parts(to, &memory, false);
}

void print_choice_text(FILE *to, const struct wmk *wmk)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i;

	print_plain(to, wmk_path(wmk));
	fputs(about->is_module ?
		      ": a SystemTap module, of which the description was read, and nothing tried: its points were chosen when it was built\n" :
		      ": the kernel has all it needs\n", to);
	for (i = 0; i < about->object.nr_points; i++)
		if (wmk_point_chosen(wmk, i))
			fprintf(to, "  %s: %s\n",
				about->points[i].kind == WMK_NO_KIND ?
					"the end of keys" :
					about->kinds[about->points[i].kind].name,
				about->points[i].section);
}
