// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * sections.c - the bytes of .rodata.wmk, and BTF -> where its tables stand
 */
#include <string.h>

#include <bpf/btf.h>

#include "internal.h"

static void find_variable(const struct btf *btf, const struct btf_type *section,
			  const struct wmk_span *bytes, const char *name,
			  struct wmk_span *variable)
{
	const struct btf_var_secinfo *info = btf_var_secinfos(section);
	unsigned int i;

	for (i = 0; i < btf_vlen(section); i++, info++) {
		const struct btf_type *type = btf__type_by_id(btf, info->type);
		const char *its;

		if (!type || !btf_is_var(type))
			continue;
		its = btf__name_by_offset(btf, type->name_off);
		if (!its || strcmp(its, name))
			continue;
		if ((__u64)info->offset + info->size > bytes->size)
			continue;
		variable->data = (const char *)bytes->data + info->offset;
		variable->size = info->size;
	}
}

bool wmk_find_sections(const struct btf *btf, const struct wmk_span *bytes,
		       struct wmk_sections *to)
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
	const struct btf_type *section;
	size_t i;
	int id;

	id = btf__find_by_name_kind(btf, WMK_DESCRIPTION_SECTION,
				    BTF_KIND_DATASEC);
	section = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
	for (i = 0; section && i < sizeof(variables) / sizeof(variables[0]); i++)
		find_variable(btf, section, bytes, variables[i].name,
			      variables[i].span);
	return section;
}
