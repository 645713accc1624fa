// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * elf_section_test.c - sections that are there, are not, or say they are
 * where the file is not
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "test.h"

struct file {
	Elf64_Ehdr header;
	Elf64_Shdr sections[3];
	char names[24];
	char bytes[8];
};

static const struct file sound = {
	.header = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
			     ELFDATA2LSB },
		.e_type = ET_REL,
		.e_machine = EM_BPF,
		.e_shoff = offsetof(struct file, sections),
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = 3,
		.e_shstrndx = 1,
	},
	.sections = {
		[1] = {
			.sh_name = 1,
			.sh_offset = offsetof(struct file, names),
			.sh_size = 24,
		},
		[2] = {
			.sh_name = 11,
			.sh_offset = offsetof(struct file, bytes),
			.sh_size = 8,
		},
	},
	.names = "\0.shstrtab\0.BTF",
	.bytes = "1234567",
};

/* Look for .BTF in a copy that ends where the file ends. */
static bool look(const struct file *file, size_t size, char *first)
{
	char *copy = malloc(size ? size : 1);
	struct wmk_span bytes = { copy, size };
	struct wmk_span section;
	bool found;

	if (!copy)
		abort();
	memcpy(copy, file, size);
	found = wmk_find_section(&bytes, ".BTF", &section);
	*first = found && section.size ? *(const char *)section.data : '\0';
	if (found && section.size)
		*first = ((const char *)section.data)[section.size - 1] + *first;
	free(copy);
	return found;
}

static void test_damages(struct test *test)
{
	static const __u64 numbers[] = { 0, 1, 23, 64, 255, 1ULL << 32,
					 ~0ULL >> 1, ~0ULL - 63, ~0ULL };
	struct file file;
	size_t offset, i;
	char first;

	for (offset = 0; offset <= offsetof(struct file, names); offset++) {
		for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
			file = sound;
			memcpy((char *)&file + offset, &numbers[i], 8);
			look(&file, sizeof(file), &first);
		}
	}
	file = sound;
	file.sections[2].sh_size = 9;
	expect(!look(&file, sizeof(file), &first));
	file = sound;
	file.header.e_machine = EM_SPARC;
	expect(!look(&file, sizeof(file), &first));
	file = sound;
	file.header.e_shstrndx = 3;
	expect(!look(&file, sizeof(file), &first));
}

void test_elf_section(struct test *test)
{
	struct wmk_span empty = { "", 0 };
	size_t size;
	char first;

	expect(look(&sound, sizeof(sound), &first));
	expect_number(first, '1');
	for (size = 0; size < sizeof(sound); size++)
		if (look(&sound, size, &first))
			expect(!"found in half a file");
	test_damages(test);
	expect(!wmk_is_object(&empty));
}
