// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * check_btf.c - an object's BTF -> is every reference in it to something
 *
 * libbpf 1.1 follows references without looking, and crashes on damaged ones;
 * from 1.3 on it does what is done here by itself.
 */
#include <bpf/btf.h>

#include "internal.h"

#define MOST_STEPS	32	/* through modifiers and typedefs */

static bool is_id(const struct btf *btf, __u32 id)
{
	return id < btf__type_cnt(btf);
}

static bool is_string(const struct btf *btf, __u32 offset)
{
	return btf__str_by_offset(btf, offset);
}

/* Kinds whose .type is another type, of the same or of some other size. */
static bool is_reference(const struct btf_type *type)
{
	switch (btf_kind(type)) {
	case BTF_KIND_PTR:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG:
	case BTF_KIND_TYPE_TAG:
	case BTF_KIND_FUNC:
	case BTF_KIND_FUNC_PROTO:
		return true;
	default:
		return false;
	}
}

/* Do typedefs and modifiers come to an end? */
static bool ends(const struct btf *btf, const struct btf_type *type)
{
	unsigned int steps;

	for (steps = 0; steps < MOST_STEPS; steps++) {
		if (!btf_is_mod(type) && !btf_is_typedef(type))
			return true;
		if (!is_id(btf, type->type))
			return false;
		type = btf__type_by_id(btf, type->type);
	}
	return false;
}

static bool check_members(const struct btf *btf, const struct btf_type *type)
{
	const struct btf_member *member = btf_members(type);
	__u32 i;

	for (i = 0; i < btf_vlen(type); i++, member++)
		if (!is_id(btf, member->type) ||
		    !is_string(btf, member->name_off))
			return false;
	return true;
}

static bool check_params(const struct btf *btf, const struct btf_type *type)
{
	const struct btf_param *param = btf_params(type);
	__u32 i;

	for (i = 0; i < btf_vlen(type); i++, param++)
		if (!is_id(btf, param->type) ||
		    !is_string(btf, param->name_off))
			return false;
	return true;
}

static bool check_variables(const struct btf *btf, const struct btf_type *type)
{
	const struct btf_var_secinfo *info = btf_var_secinfos(type);
	const struct btf_type *variable;
	__u32 i;

	for (i = 0; i < btf_vlen(type); i++, info++) {
		if (!is_id(btf, info->type))
			return false;
		variable = btf__type_by_id(btf, info->type);
		if (!btf_is_var(variable) && !btf_is_func(variable))
			return false;
	}
	return true;
}

static bool check_names(const struct btf *btf, const struct btf_type *type)
{
	__u32 i;

	if (btf_is_enum(type)) {
		for (i = 0; i < btf_vlen(type); i++)
			if (!is_string(btf, btf_enum(type)[i].name_off))
				return false;
	} else if (btf_is_enum64(type)) {
		for (i = 0; i < btf_vlen(type); i++)
			if (!is_string(btf, btf_enum64(type)[i].name_off))
				return false;
	}
	return true;
}

static bool check_type(const struct btf *btf, const struct btf_type *type)
{
	if (!is_string(btf, type->name_off) || !ends(btf, type))
		return false;
	if (is_reference(type) && !is_id(btf, type->type))
		return false;
	switch (btf_kind(type)) {
	case BTF_KIND_FUNC:
		return btf_is_func_proto(btf__type_by_id(btf, type->type));
	case BTF_KIND_ARRAY:
		return is_id(btf, btf_array(type)->type) &&
		       is_id(btf, btf_array(type)->index_type);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return check_members(btf, type);
	case BTF_KIND_FUNC_PROTO:
		return check_params(btf, type);
	case BTF_KIND_DATASEC:
		return check_variables(btf, type);
	default:
		return check_names(btf, type);
	}
}

bool wmk_check_btf(const struct btf *btf)
{
	__u32 id;

	for (id = 1; id < btf__type_cnt(btf); id++)
		if (!check_type(btf, btf__type_by_id(btf, id)))
			return false;
	return true;
}
