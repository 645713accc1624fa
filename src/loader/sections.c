// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * sections.c - the bytes of .rodata.wmk, and BTF; or variables by their names ->
 * where the tables of a description stand
 */
#include <string.h>

#include <bpf/btf.h>

#include "internal.h"

void wmk_fill_sections(struct wmk_sections *to, wmk_find_variable find,
		       const void *in)
{
	const struct {
		const char *name;
		struct wmk_span *span;
	} variables[] = {
		{ "wmk_object", &to->object },
		{ "wmk_rules", &to->rules },
		{ "wmk_columns", &to->columns },
		{ "wmk_kinds", &to->kinds },
		{ "wmk_points", &to->points },
		{ "wmk_tables", &to->tables },
		{ "wmk_fields", &to->fields },
		{ "wmk_variables", &to->variables },
		{ "wmk_notes", &to->notes },
		{ "wmk_reactions", &to->reactions },
	};
	struct wmk_span found;
	size_t i;

	for (i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		if (find(in, variables[i].name, &found) && found.data)
			*variables[i].span = found;
}

/* A section of which BTF says where its variables are. */
struct told_section {
	const struct btf *btf;
	const struct btf_type *type;
	const struct wmk_span *bytes;
};

static bool find_variable(const void *in, const char *name,
			  struct wmk_span *found)
{
	const struct told_section *section = in;
	const struct btf_var_secinfo *info = btf_var_secinfos(section->type);
	unsigned int i;

	for (i = 0; i < btf_vlen(section->type); i++, info++) {
		const struct btf_type *type =
			btf__type_by_id(section->btf, info->type);
		const char *its;

		if (!type || !btf_is_var(type))
			continue;
		its = btf__name_by_offset(section->btf, type->name_off);
		if (!its || strcmp(its, name))
			continue;
		if ((__u64)info->offset + info->size > section->bytes->size)
			continue;
		found->data = (const char *)section->bytes->data + info->offset;
		found->size = info->size;
		return true;
	}
	return false;
}

bool wmk_find_sections(const struct btf *btf, const struct wmk_span *bytes,
		       struct wmk_sections *to)
{
	struct told_section section = { .btf = btf, .bytes = bytes };
	int id;

	id = btf__find_by_name_kind(btf, WMK_DESCRIPTION_SECTION,
				    BTF_KIND_DATASEC);
	section.type = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
	if (section.type)
		wmk_fill_sections(to, find_variable, &section);
	return section.type;
}
