// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * elf_section.c - the bytes of an eBPF object file, or of a module for this
 * machine -> those of one section
 */
#include <elf.h>
#include <string.h>

#include "elf_symbol.h"

#if defined(__x86_64__)
#define MACHINE	EM_X86_64
#elif defined(__aarch64__)
#define MACHINE	EM_AARCH64
#elif defined(__s390x__)
#define MACHINE	EM_S390
#elif defined(__powerpc64__)
#define MACHINE	EM_PPC64
#elif defined(__riscv)
#define MACHINE	EM_RISCV
#else
#define MACHINE	EM_NONE		/* no module is for this machine */
#endif

static bool is_inside(const struct wmk_span *file, __u64 offset, __u64 size)
{
	return offset <= file->size && size <= file->size - offset;
}

static bool read_at(const struct wmk_span *file, __u64 offset, void *to,
		    size_t size)
{
	if (!is_inside(file, offset, size))
		return false;
	memcpy(to, (const char *)file->data + offset, size);
	return true;
}

static bool has_name(const struct wmk_span *file, const Elf64_Shdr *names,
		     __u32 at, const char *name)
{
	size_t size = strlen(name) + 1;

	return at < names->sh_size && size <= names->sh_size - at &&
	       is_inside(file, names->sh_offset, names->sh_size) &&
	       !memcmp((const char *)file->data + names->sh_offset + at, name,
		       size);
}

static bool read_header(const struct wmk_span *file, Elf64_Ehdr *header)
{
	const __u16 one = 1;
	bool little = *(const __u8 *)&one;

	return read_at(file, 0, header, sizeof(*header)) &&
	       !memcmp(header->e_ident, ELFMAG, SELFMAG) &&
	       header->e_ident[EI_CLASS] == ELFCLASS64 &&
	       header->e_ident[EI_DATA] == (little ? ELFDATA2LSB : ELFDATA2MSB) &&
	       header->e_type == ET_REL &&
	       (header->e_machine == EM_BPF || header->e_machine == MACHINE) &&
	       header->e_shentsize == sizeof(Elf64_Shdr);
}

bool wmk_is_object(const struct wmk_span *file)
{
	Elf64_Ehdr header;

	return read_header(file, &header) && header.e_machine == EM_BPF;
}

bool wmk_is_module(const struct wmk_span *file)
{
	Elf64_Ehdr header;

	return read_header(file, &header) && header.e_machine != EM_BPF;
}

bool wmk_section_at(const struct wmk_span *file, __u32 i, Elf64_Shdr *section)
{
	Elf64_Ehdr header;

	return read_header(file, &header) && i < header.e_shnum &&
	       header.e_shoff <= file->size &&
	       read_at(file, header.e_shoff + (__u64)i * sizeof(*section),
		       section, sizeof(*section)) &&
	       (section->sh_type == SHT_NOBITS ||
		is_inside(file, section->sh_offset, section->sh_size));
}

bool wmk_find_section(const struct wmk_span *file, const char *name,
		      struct wmk_span *section)
{
	Elf64_Shdr names, its;
	Elf64_Ehdr header;
	__u32 i;

#define entry(i) (header.e_shoff + (__u64)(i) * sizeof(Elf64_Shdr))
	if (!read_header(file, &header) || header.e_shoff > file->size ||
	    !read_at(file, entry(header.e_shstrndx), &names, sizeof(names)))
		return false;
	for (i = 0; i < header.e_shnum; i++) {
		if (!read_at(file, entry(i), &its, sizeof(its)))
			return false;
		if (!has_name(file, &names, its.sh_name, name))
			continue;
		if (its.sh_type == SHT_NOBITS ||
		    !is_inside(file, its.sh_offset, its.sh_size))
			return false;
		section->data = (const char *)file->data + its.sh_offset;
		section->size = its.sh_size;
		return true;
	}
#undef entry
	return false;
}
