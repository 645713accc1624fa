/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * elf_symbol.h - variables of a module, by the ELF symbol table
 */
#ifndef WMK_ELF_SYMBOL_H
#define WMK_ELF_SYMBOL_H

#include <elf.h>

#include "internal.h"

/* elf_section.c: a section by its number, which is in the file, or of no bytes in it */
bool wmk_section_at(const struct wmk_span *file, __u32 i, Elf64_Shdr *section);

/* Where they stand, in a file that is kept. */
struct wmk_symbols {
	const struct wmk_span *file;
	const char *table, *names;
	size_t count, names_size;
};

/* false: it has none that are whole */
bool wmk_open_symbols(const struct wmk_span *file, struct wmk_symbols *symbols);

/*
 * The first variable of the name, data NULL: it is 0 at first, which the file
 * does not hold.
 */
bool wmk_find_symbol(const struct wmk_symbols *symbols, const char *name,
		     struct wmk_span *variable);

#endif /* WMK_ELF_SYMBOL_H */
