// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * describe.c - the tables of .rodata.wmk as they stand in a file -> a copy
 * whose every string ends and whose every index is in bounds
 *
 * Nothing is believed: the file may be damaged, or no object of wmkgen at all.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define MOST_COLUMNS		64	/* bits of wmk_record.nulls */
#define MOST_RECORD_BYTES	(1U << 20)

struct reader {
	const char *path;
	struct wmk_description *to;
	struct wmk_error *error;
};

#define damaged(reader, format, ...)					\
	wmk_fail((reader)->error, WMK_BAD_OBJECT,			\
		 "%s: damaged, or not made by wmkgen: " format,		\
		 (reader)->path, ##__VA_ARGS__)

/* An object's text: it ends, is not empty, and has no control characters. */
static bool is_text(const char *text, size_t size, bool ascii)
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
#define is_name(array) is_text(array, sizeof(array), true)
#define is_label(array) is_text(array, sizeof(array), false)

static enum wmk_fault copy_table(struct reader *r, const char *name, __u32 count,
				 size_t size, const struct wmk_span *from,
				 void *to)
{
	void *table;

	if (from->size != (__u64)count * size)
		return damaged(r, "wmk_%s has %zu bytes, not %u times %zu",
			       name, from->size, count, size);
	table = malloc(from->size ? from->size : 1);
	if (!table)
		return wmk_fail(r->error, WMK_SYSTEM, "out of memory");
	if (from->size)
		memcpy(table, from->data, from->size);
	memcpy(to, &table, sizeof(table));
	return WMK_OK;
}

static enum wmk_fault read_object(struct reader *r, const struct wmk_span *from)
{
	struct wmk_object_info *object = &r->to->object;

	if (from->size < sizeof(object->abi))
		return damaged(r, "it has no wmk_object in .rodata.wmk");
	memcpy(&object->abi, from->data, sizeof(object->abi));
	if (object->abi != WMK_ABI_VERSION)
		return wmk_fail(r->error, WMK_BAD_OBJECT,
				"%s: made for version %u of the object format, this loader knows version %u",
				r->path, object->abi, WMK_ABI_VERSION);
	if (from->size != sizeof(*object))
		return damaged(r, "wmk_object has %zu bytes, not %zu",
			       from->size, sizeof(*object));
	memcpy(object, from->data, sizeof(*object));
	if (!is_name(object->generator))
		return damaged(r, "its generator has no name");
	if (!object->nr_rules || !object->nr_kinds || !object->nr_points)
		return damaged(r, "it has %u rules, %u kinds, %u attach points",
			       object->nr_rules, object->nr_kinds,
			       object->nr_points);
	return WMK_OK;
}

static enum wmk_fault copy_tables(struct reader *r,
				  const struct wmk_sections *from)
{
	struct wmk_description *to = r->to;
	const struct wmk_object_info *n = &to->object;
	enum wmk_fault fault;

	fault = copy_table(r, "rules", n->nr_rules, sizeof(*to->rules),
			   &from->rules, &to->rules);
	if (!fault)
		fault = copy_table(r, "columns", n->nr_columns,
				   sizeof(*to->columns), &from->columns,
				   &to->columns);
	if (!fault)
		fault = copy_table(r, "kinds", n->nr_kinds, sizeof(*to->kinds),
				   &from->kinds, &to->kinds);
	if (!fault)
		fault = copy_table(r, "points", n->nr_points,
				   sizeof(*to->points), &from->points,
				   &to->points);
	if (!fault)
		fault = copy_table(r, "tables", n->nr_tables,
				   sizeof(*to->tables), &from->tables,
				   &to->tables);
	return fault;
}

static bool is_column_size(const struct wmk_column_info *column)
{
	switch (column->type) {
	case WMK_COLUMN_S64:
	case WMK_COLUMN_U64:
		return column->bytes == 1 || column->bytes == 2 ||
		       column->bytes == 4 || column->bytes == 8;
	case WMK_COLUMN_STRING:
		return column->bytes > 0;
	case WMK_COLUMN_ADDRESS:
		return column->bytes == 16;
	default:
		return false;
	}
}

static enum wmk_fault check_rule(struct reader *r, __u32 i)
{
	const struct wmk_rule_info *rule = &r->to->rules[i];
	__u32 j;

	if (!is_name(rule->name) || !is_label(rule->source))
		return damaged(r, "rule %u has no name or no source", i);
	if (rule->nr_columns > MOST_COLUMNS ||
	    (__u64)rule->first_column + rule->nr_columns >
		    r->to->object.nr_columns)
		return damaged(r, "rule '%s' has columns %u to %u of %u",
			       rule->name, rule->first_column,
			       rule->first_column + rule->nr_columns,
			       r->to->object.nr_columns);
	if (rule->record_bytes < sizeof(struct wmk_record) ||
	    rule->record_bytes > MOST_RECORD_BYTES)
		return damaged(r, "rule '%s' has records of %u bytes",
			       rule->name, rule->record_bytes);
	if (rule->table != WMK_NO_TABLE &&
	    rule->table >= r->to->object.nr_tables)
		return damaged(r, "rule '%s' has table %u of %u", rule->name,
			       rule->table, r->to->object.nr_tables);
	for (j = 0; j < rule->nr_columns; j++) {
		const struct wmk_column_info *column =
			&r->to->columns[rule->first_column + j];

		if (column->offset < sizeof(struct wmk_record) ||
		    (__u64)column->offset + column->bytes > rule->record_bytes)
			return damaged(r, "column %u of rule '%s' is outside its record",
				       j, rule->name);
	}
	return WMK_OK;
}

static enum wmk_fault check_point(struct reader *r, __u32 i)
{
	const struct wmk_point_info *point = &r->to->points[i];

	if (!is_name(point->program) || !is_name(point->section))
		return damaged(r, "attach point %u has no name", i);
	if (point->kind != WMK_NO_KIND &&
	    point->kind >= r->to->object.nr_kinds)
		return damaged(r, "attach point '%s' has kind %u of %u",
			       point->section, point->kind,
			       r->to->object.nr_kinds);
	if (!wmk_known_section(point->section))
		return wmk_fail(r->error, WMK_BAD_OBJECT,
				"%s: attach point '%s' is of a kind unknown to this loader, which knows tp_btf/, fentry/, fexit/ and lsm/",
				r->path, point->section);
	return WMK_OK;
}

static enum wmk_fault check_kind(struct reader *r, __u32 i)
{
	const struct wmk_kind_info *kind = &r->to->kinds[i];
	__u32 j;

	if (!is_name(kind->name))
		return damaged(r, "kind %u has no name", i);
	for (j = 0; j < r->to->object.nr_points; j++)
		if (r->to->points[j].kind == i)
			return WMK_OK;
	return damaged(r, "kind '%s' has no attach point", kind->name);
}

static enum wmk_fault check_table(struct reader *r, __u32 i)
{
	const struct wmk_table_info *table = &r->to->tables[i];

	if (!is_name(table->map) ||
	    (table->key[0] && !is_label(table->key)))
		return damaged(r, "table %u has no name", i);
	if (table->storage != WMK_STORAGE_BUCKETS &&
	    table->storage != WMK_STORAGE_TASK)
		return damaged(r, "table '%s' has storage %u", table->map,
			       table->storage);
	return WMK_OK;
}

static enum wmk_fault check_column(struct reader *r, __u32 i)
{
	const struct wmk_column_info *column = &r->to->columns[i];

	if (!is_label(column->label))
		return damaged(r, "column %u has no label", i);
	if (!is_column_size(column))
		return damaged(r, "column %u has type %u and %u bytes", i,
			       column->type, column->bytes);
	return WMK_OK;
}

static enum wmk_fault check_each(struct reader *r, __u32 count,
				 enum wmk_fault (*check)(struct reader *, __u32))
{
	enum wmk_fault fault = WMK_OK;
	__u32 i;

	for (i = 0; !fault && i < count; i++)
		fault = check(r, i);
	return fault;
}

enum wmk_fault wmk_read_description(const char *path,
				    const struct wmk_sections *from,
				    struct wmk_description *to,
				    struct wmk_error *error)
{
	struct reader r = { path, to, error };
	const struct wmk_object_info *n = &to->object;
	enum wmk_fault fault;

	memset(to, 0, sizeof(*to));
	fault = read_object(&r, &from->object);
	if (!fault)
		fault = copy_tables(&r, from);
	if (!fault)
		fault = check_each(&r, n->nr_columns, check_column);
	if (!fault)
		fault = check_each(&r, n->nr_rules, check_rule);
	if (!fault)
		fault = check_each(&r, n->nr_points, check_point);
	if (!fault)
		fault = check_each(&r, n->nr_kinds, check_kind);
	if (!fault)
		fault = check_each(&r, n->nr_tables, check_table);
	if (fault)
		wmk_free_description(to);
	return fault;
}

void wmk_free_description(struct wmk_description *description)
{
	free(description->rules);
	free(description->columns);
	free(description->kinds);
	free(description->points);
	free(description->tables);
	memset(description, 0, sizeof(*description));
}
