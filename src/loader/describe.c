// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * describe.c - the tables of .rodata.wmk as they stand in a file -> a checked
 * copy
 *
 * Nothing is believed: the file may be damaged, or no object of wmkgen at all.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct reader {
	const char *path;
	struct wmk_description *to;
	struct wmk_error *error;
};

#define damaged(reader, format, ...) \
	wmk_damaged((reader)->error, (reader)->path, format, ##__VA_ARGS__)

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
	if (!wmk_is_text(object->generator, sizeof(object->generator), true))
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
	if (!fault)
		fault = copy_table(r, "fields", n->nr_fields,
				   sizeof(*to->fields), &from->fields,
				   &to->fields);
	if (!fault)
		fault = copy_table(r, "variables", n->nr_variables,
				   sizeof(*to->variables), &from->variables,
				   &to->variables);
	if (!fault)
		fault = copy_table(r, "notes", n->nr_notes, sizeof(*to->notes),
				   &from->notes, &to->notes);
	if (!fault)
		fault = copy_table(r, "reactions", n->nr_reactions,
				   sizeof(*to->reactions), &from->reactions,
				   &to->reactions);
	return fault;
}

enum wmk_fault wmk_read_description(const char *path,
				    const struct wmk_sections *from,
				    struct wmk_description *to,
				    struct wmk_error *error)
{
	struct reader r = { path, to, error };
	enum wmk_fault fault;

	memset(to, 0, sizeof(*to));
	to->is_module = from->of_module;
	fault = read_object(&r, &from->object);
	if (!fault)
		fault = copy_tables(&r, from);
	if (!fault)
		fault = wmk_check_description(path, to, error);
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
	free(description->fields);
	free(description->variables);
	free(description->notes);
	free(description->reactions);
	memset(description, 0, sizeof(*description));
}
