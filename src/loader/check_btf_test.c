// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * check_btf_test.c - BTF whose references lead nowhere, or in a circle
 */
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "internal.h"
#include "test.h"

/* One type of each kind of reference. */
static struct btf *make_btf(void)
{
	struct btf *btf = btf__new_empty();
	int integer, pointer, type;

	if (!btf)
		abort();
	integer = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	pointer = btf__add_ptr(btf, integer);
	btf__add_array(btf, integer, pointer, 4);
	type = btf__add_struct(btf, "s", 4);
	btf__add_field(btf, "f", integer, 0, 0);
	btf__add_typedef(btf, "t", type);
	btf__add_const(btf, integer);
	btf__add_enum(btf, "e", 4);
	btf__add_enum_value(btf, "E", 1);
	type = btf__add_func_proto(btf, integer);
	btf__add_func_param(btf, "p", pointer);
	btf__add_func(btf, "g", BTF_FUNC_GLOBAL, type);
	type = btf__add_var(btf, "v", BTF_VAR_GLOBAL_ALLOCATED, integer);
	btf__add_datasec(btf, ".data", 4);
	btf__add_datasec_var_info(btf, type, 0, 4);
	return btf;
}

/* The bytes of the BTF with the 32-bit word at an offset replaced */
static struct btf *damage(const struct btf *btf, size_t offset, __u32 word)
{
	const void *bytes;
	struct btf *damaged;
	__u32 size;
	char *copy;

	bytes = btf__raw_data(btf, &size);
	copy = malloc(size);
	if (!copy)
		abort();
	memcpy(copy, bytes, size);
	memcpy(copy + offset, &word, sizeof(word));
	damaged = btf__new(copy, size);
	free(copy);
	return damaged;
}

static void test_circle(struct test *test)
{
	struct btf *btf = btf__new_empty();

	btf__add_typedef(btf, "a", 2);
	btf__add_typedef(btf, "b", 1);
	expect(!wmk_check_btf(btf));
	btf__free(btf);

	/* a list is no circle: a pointer lies between */
	btf = btf__new_empty();
	btf__add_struct(btf, "list", 8);
	btf__add_field(btf, "next", 2, 0, 0);
	btf__add_ptr(btf, 3);
	btf__add_const(btf, 1);
	expect(wmk_check_btf(btf));
	btf__free(btf);
}

/* Whatever is put anywhere: refused, or every reference can be followed. */
static void test_words(struct test *test, const struct btf *btf)
{
	static const __u32 words[] = { 0, 1, 6, 8, 13, 0x7fffffff, ~0U };
	unsigned int refused = 0;
	size_t offset, i;
	__u32 size;

	btf__raw_data(btf, &size);
	for (offset = 0; offset + sizeof(__u32) <= size; offset++) {
		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			struct btf *damaged = damage(btf, offset, words[i]);
			__u32 id;

			if (!damaged || !wmk_check_btf(damaged)) {
				refused++;
				btf__free(damaged);
				continue;
			}
			for (id = 1; id < btf__type_cnt(damaged); id++)
				btf__resolve_size(damaged, id);
			btf__free(damaged);
		}
	}
	expect(refused > 100);
}

void test_check_btf(struct test *test)
{
	struct btf *btf;

	libbpf_set_print(NULL);
	btf = make_btf();

	expect(wmk_check_btf(btf));
	test_words(test, btf);
	test_circle(test);
	btf__free(btf);
}
