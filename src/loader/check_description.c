// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * check_description.c - what an object says about itself: does every string
 * of it end, and is every index and offset in bounds?
 */
#include <string.h>

#include "internal.h"

#define MOST_COLUMNS		64	/* bits of wmk_record.nulls */
#define MOST_REACTIONS		64	/* bits of wmk_record.reached */
#define MOST_SIGNAL		64
#define MOST_ERRNO		4095	/* of those that a hook may return */
#define MOST_RECORD_BYTES	(1U << 20)

struct checker {
	const char *path;
	const struct wmk_description *about;
	struct wmk_error *error;
};

#define damaged(checker, format, ...) \
	wmk_damaged((checker)->error, (checker)->path, format, ##__VA_ARGS__)

bool wmk_is_text(const char *text, size_t size, bool ascii)
{
	size_t i;

	for (i = 0; i < size && text[i]; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte < ' ' || byte == 0x7f || (ascii && byte > 0x7f))
			return false;
	}
	return i > 0 && i < size;
}

/* What messages quote is ASCII; what only output shows may be UTF-8. */
#define is_name(array) wmk_is_text(array, sizeof(array), true)
#define is_label(array) wmk_is_text(array, sizeof(array), false)

/* Has a value of this type so many bytes? */
static bool is_size(__u32 type, __u32 bytes)
{
	switch (type) {
	case WMK_COLUMN_S64:
	case WMK_COLUMN_U64:
		return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
	case WMK_COLUMN_STRING:
		return bytes > 0;
	case WMK_COLUMN_ADDRESS:
		return bytes == 16;
	case WMK_COLUMN_KSTACK:
	case WMK_COLUMN_USTACK:
		return bytes > 0 && bytes % sizeof(__u64) == 0;
	default:
		return false;
	}
}

/* Are the columns of a rule or a note there, and within its record? */
static enum wmk_fault check_columns(struct checker *c, const char *of,
				    const char *name, __u32 first, __u32 count,
				    __u32 record_bytes)
{
	__u32 i;

	if (count > MOST_COLUMNS ||
	    (__u64)first + count > c->about->object.nr_columns)
		return damaged(c, "%s '%s' has columns %u to %u of %u", of,
			       name, first, first + count,
			       c->about->object.nr_columns);
	if (record_bytes < sizeof(struct wmk_record) ||
	    record_bytes > MOST_RECORD_BYTES)
		return damaged(c, "%s '%s' has records of %u bytes", of, name,
			       record_bytes);
	for (i = 0; i < count; i++) {
		const struct wmk_column_info *column =
			&c->about->columns[first + i];

		if (column->offset < sizeof(struct wmk_record) ||
		    (__u64)column->offset + column->bytes > record_bytes)
			return damaged(c, "column %u of %s '%s' is outside its record",
				       i, of, name);
	}
	return WMK_OK;
}

static enum wmk_fault check_rule(struct checker *c, __u32 i)
{
	const struct wmk_object_info *n = &c->about->object;
	const struct wmk_rule_info *rule = &c->about->rules[i];

	if (!is_name(rule->name) || !is_label(rule->source))
		return damaged(c, "rule %u has no name or no source", i);
	if (rule->table != WMK_NO_TABLE && rule->table >= n->nr_tables)
		return damaged(c, "rule '%s' has table %u of %u", rule->name,
			       rule->table, n->nr_tables);
	if (rule->taskless != WMK_NO_KIND && rule->taskless >= n->nr_kinds)
		return damaged(c, "rule '%s' has kind %u of %u", rule->name,
			       rule->taskless, n->nr_kinds);
	if ((__u64)rule->first_note + rule->nr_notes > n->nr_notes)
		return damaged(c, "rule '%s' has notes %u to %u of %u",
			       rule->name, rule->first_note,
			       rule->first_note + rule->nr_notes, n->nr_notes);
	if (rule->nr_reactions > MOST_REACTIONS ||
	    (__u64)rule->first_reaction + rule->nr_reactions > n->nr_reactions)
		return damaged(c, "rule '%s' has reactions %u to %u of %u",
			       rule->name, rule->first_reaction,
			       rule->first_reaction + rule->nr_reactions,
			       n->nr_reactions);
	return check_columns(c, "rule", rule->name, rule->first_column,
			     rule->nr_columns, rule->record_bytes);
}

/* Does it end, and does each % of it have a column that it can show? */
static bool is_format(const char format[WMK_FORMAT_SIZE],
		      const struct wmk_column_info *columns, __u32 count)
{
	const char *at = format;
	__u32 taken = 0;

	if (strnlen(format, WMK_FORMAT_SIZE) == WMK_FORMAT_SIZE)
		return false;
	while ((at = strchr(at, '%'))) {
		bool text = at[1] == 's';

		if (at[1] != '%') {
			if (!at[1] || !strchr("duxs", at[1]) || taken == count)
				return false;
			switch (columns[taken++].type) {
			case WMK_COLUMN_S64:
			case WMK_COLUMN_U64:
				if (text)
					return false;
				break;
			default:
				if (!text)
					return false;
				break;
			}
		}
		at += 2;
	}
	return taken == count;
}

static bool has_stacks(const struct wmk_column_info *columns, __u32 count)
{
	__u32 i;

	for (i = 0; i < count; i++)
		if (columns[i].type == WMK_COLUMN_KSTACK ||
		    columns[i].type == WMK_COLUMN_USTACK)
			return true;
	return false;
}

static enum wmk_fault check_note(struct checker *c, __u32 i)
{
	const struct wmk_note_info *note = &c->about->notes[i];
	const struct wmk_column_info *columns;
	enum wmk_fault fault;
	char number[16];

	snprintf(number, sizeof(number), "%u", i);
	fault = check_columns(c, "note", number, note->first_column,
			      note->nr_columns, note->record_bytes);
	if (fault)
		return fault;
	columns = &c->about->columns[note->first_column];
	if (note->is_log > 1 || has_stacks(columns, note->nr_columns) ||
	    (note->is_log && !is_format(note->format, columns,
					note->nr_columns)))
		return damaged(c, "note '%u' cannot be printed", i);
	return WMK_OK;
}

static bool is_reaction(const struct wmk_reaction_info *reaction)
{
	switch (reaction->call) {
	case WMK_SIGNAL_PROCESS:
	case WMK_SIGNAL_THREAD:
		return reaction->number >= 1 && reaction->number <= MOST_SIGNAL;
	case WMK_DENY:
		return reaction->number >= 1 && reaction->number <= MOST_ERRNO;
	case WMK_OVERRIDE:
		return reaction->number <= -1 && reaction->number >= -MOST_ERRNO;
	case WMK_NICE:
		return true;
	default:
		return false;
	}
}

static enum wmk_fault check_reaction(struct checker *c, __u32 i)
{
	const struct wmk_reaction_info *reaction = &c->about->reactions[i];

	if (!is_label(reaction->source))
		return damaged(c, "reaction %u has no source", i);
	if (!is_reaction(reaction))
		return damaged(c, "reaction %u is call %u with %d", i,
			       reaction->call, reaction->number);
	return WMK_OK;
}

static enum wmk_fault check_point(struct checker *c, __u32 i)
{
	const struct wmk_point_info *point = &c->about->points[i];

	if (!is_name(point->program) || !is_name(point->section))
		return damaged(c, "attach point %u has no name", i);
	if (point->kind != WMK_NO_KIND &&
	    point->kind >= c->about->object.nr_kinds)
		return damaged(c, "attach point '%s' has kind %u of %u",
			       point->section, point->kind,
			       c->about->object.nr_kinds);
	if (point->denies > 1)
		return damaged(c, "attach point '%s' denies %u", point->section,
			       point->denies);
	if (!c->about->is_module && !wmk_known_section(point->section))
		return wmk_fail(c->error, WMK_BAD_OBJECT,
				"%s: attach point '%s' is of a kind unknown to this loader, which knows tp_btf/, fentry/, fexit/, fmod_ret/ and lsm/",
				c->path, point->section);
	return WMK_OK;
}

/* Field names are printed as they stand. */
static bool is_identifier(const char name[WMK_NAME_SIZE])
{
	size_t length = strnlen(name, WMK_NAME_SIZE);

	return length && length < WMK_NAME_SIZE &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == length;
}

static bool is_inside(const struct wmk_field_info *field, __u32 event_bytes)
{
	return (__u64)field->offset + field->bytes <= event_bytes &&
	       (field->start == WMK_NO_START ||
		(__u64)field->start + sizeof(__u64) <= event_bytes);
}

static enum wmk_fault check_field(struct checker *c, __u32 i)
{
	const struct wmk_field_info *field = &c->about->fields[i];

	if (!is_identifier(field->name))
		return damaged(c, "field %u has no name", i);
	if (field->type == WMK_COLUMN_KSTACK ||
	    field->type == WMK_COLUMN_USTACK ||
	    !is_size(field->type, field->bytes))
		return damaged(c, "field '%s' has type %u and %u bytes",
			       field->name, field->type, field->bytes);
	return WMK_OK;
}

static enum wmk_fault check_kind(struct checker *c, __u32 i)
{
	const struct wmk_kind_info *kind = &c->about->kinds[i];
	__u32 j;

	if (!is_name(kind->name))
		return damaged(c, "kind %u has no name", i);
	if (kind->event_bytes > MOST_RECORD_BYTES)
		return damaged(c, "kind '%s' has events of %u bytes",
			       kind->name, kind->event_bytes);
	if ((__u64)kind->first_field + kind->nr_fields >
	    c->about->object.nr_fields)
		return damaged(c, "kind '%s' has fields %u to %u of %u",
			       kind->name, kind->first_field,
			       kind->first_field + kind->nr_fields,
			       c->about->object.nr_fields);
	for (j = 0; j < kind->nr_fields; j++)
		if (!is_inside(&c->about->fields[kind->first_field + j],
			       kind->event_bytes))
			return damaged(c, "field %u of kind '%s' is outside its event",
				       j, kind->name);
	for (j = 0; j < c->about->object.nr_points; j++)
		if (c->about->points[j].kind == i && !c->about->points[j].part)
			return WMK_OK;
	return damaged(c, "kind '%s' has no attach point", kind->name);
}

static enum wmk_fault check_table(struct checker *c, __u32 i)
{
	const struct wmk_table_info *table = &c->about->tables[i];

	if (!is_name(table->map) ||
	    (table->key[0] && !is_label(table->key)))
		return damaged(c, "table %u has no name", i);
	if (table->storage != WMK_STORAGE_BUCKETS &&
	    table->storage != WMK_STORAGE_TASK)
		return damaged(c, "table '%s' has storage %u", table->map,
			       table->storage);
	if ((table->timers[0] || table->make_timers[0]) &&
	    (!is_name(table->timers) || !is_name(table->make_timers)))
		return damaged(c, "table '%s' has timers without a name",
			       table->map);
	return WMK_OK;
}

static enum wmk_fault check_column(struct checker *c, __u32 i)
{
	const struct wmk_column_info *column = &c->about->columns[i];

	if (!is_label(column->label))
		return damaged(c, "column %u has no label", i);
	if (!is_size(column->type, column->bytes))
		return damaged(c, "column %u has type %u and %u bytes", i,
			       column->type, column->bytes);
	return WMK_OK;
}

static enum wmk_fault check_variable(struct checker *c, __u32 i)
{
	const struct wmk_variable_info *variable = &c->about->variables[i];

	if (!is_name(variable->name) || !is_label(variable->source))
		return damaged(c, "variable %u has no name or no source", i);
	return WMK_OK;
}

static enum wmk_fault check_each(struct checker *c, __u32 count,
				 enum wmk_fault (*check)(struct checker *, __u32))
{
	enum wmk_fault fault = WMK_OK;
	__u32 i;

	for (i = 0; !fault && i < count; i++)
		fault = check(c, i);
	return fault;
}

enum wmk_fault wmk_check_description(const char *path,
				     const struct wmk_description *about,
				     struct wmk_error *error)
{
	struct checker c = { path, about, error };
	const struct wmk_object_info *n = &about->object;
	enum wmk_fault fault;

	fault = check_each(&c, n->nr_columns, check_column);
	if (!fault)
		fault = check_each(&c, n->nr_rules, check_rule);
	if (!fault)
		fault = check_each(&c, n->nr_points, check_point);
	if (!fault)
		fault = check_each(&c, n->nr_fields, check_field);
	if (!fault)
		fault = check_each(&c, n->nr_kinds, check_kind);
	if (!fault)
		fault = check_each(&c, n->nr_tables, check_table);
	if (!fault)
		fault = check_each(&c, n->nr_variables, check_variable);
	if (!fault)
		fault = check_each(&c, n->nr_notes, check_note);
	if (!fault)
		fault = check_each(&c, n->nr_reactions, check_reaction);
	return fault;
}
