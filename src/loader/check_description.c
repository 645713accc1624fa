// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * check_description.c - what an object says about itself: does every string
 * of it end, and is every index and offset in bounds?
 */
#include <string.h>

#include "internal.h"

#define MOST_COLUMNS		64	/* bits of wmk_record.nulls */
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

static enum wmk_fault check_rule(struct checker *c, __u32 i)
{
	const struct wmk_rule_info *rule = &c->about->rules[i];
	__u32 j;

	if (!is_name(rule->name) || !is_label(rule->source))
		return damaged(c, "rule %u has no name or no source", i);
	if (rule->nr_columns > MOST_COLUMNS ||
	    (__u64)rule->first_column + rule->nr_columns >
		    c->about->object.nr_columns)
		return damaged(c, "rule '%s' has columns %u to %u of %u",
			       rule->name, rule->first_column,
			       rule->first_column + rule->nr_columns,
			       c->about->object.nr_columns);
	if (rule->record_bytes < sizeof(struct wmk_record) ||
	    rule->record_bytes > MOST_RECORD_BYTES)
		return damaged(c, "rule '%s' has records of %u bytes",
			       rule->name, rule->record_bytes);
	if (rule->table != WMK_NO_TABLE &&
	    rule->table >= c->about->object.nr_tables)
		return damaged(c, "rule '%s' has table %u of %u", rule->name,
			       rule->table, c->about->object.nr_tables);
	if (rule->taskless != WMK_NO_KIND &&
	    rule->taskless >= c->about->object.nr_kinds)
		return damaged(c, "rule '%s' has kind %u of %u", rule->name,
			       rule->taskless, c->about->object.nr_kinds);
	for (j = 0; j < rule->nr_columns; j++) {
		const struct wmk_column_info *column =
			&c->about->columns[rule->first_column + j];

		if (column->offset < sizeof(struct wmk_record) ||
		    (__u64)column->offset + column->bytes > rule->record_bytes)
			return damaged(c, "column %u of rule '%s' is outside its record",
				       j, rule->name);
	}
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
	if (!wmk_known_section(point->section))
		return wmk_fail(c->error, WMK_BAD_OBJECT,
				"%s: attach point '%s' is of a kind unknown to this loader, which knows tp_btf/, fentry/, fexit/ and lsm/",
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
	return fault;
}
