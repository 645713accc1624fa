// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * elf_symbol.c - the bytes of a module -> those of a variable in it, by the
 * ELF symbol table
 */
#include <string.h>

#include "internal.h"
#include "elf_symbol.h"

/* One whose symbols are not whole has none. */
bool wmk_open_symbols(const struct wmk_span *file, struct wmk_symbols *symbols)
{
	Elf64_Shdr table, names;
	__u32 i;

	for (i = 0; wmk_section_at(file, i, &table); i++)
		if (table.sh_type == SHT_SYMTAB)
			break;
	if (!wmk_section_at(file, i, &table) ||
	    table.sh_entsize != sizeof(Elf64_Sym) ||
	    !wmk_section_at(file, table.sh_link, &names) ||
	    names.sh_type != SHT_STRTAB)
		return false;
	symbols->file = file;
	symbols->table = (const char *)file->data + table.sh_offset;
	symbols->count = table.sh_size / sizeof(Elf64_Sym);
	symbols->names = (const char *)file->data + names.sh_offset;
	symbols->names_size = names.sh_size;
	return true;
}

static bool has_name(const struct wmk_symbols *symbols, const Elf64_Sym *symbol,
		     const char *name, size_t size)
{
	return symbol->st_name < symbols->names_size &&
	       size <= symbols->names_size - symbol->st_name &&
	       !memcmp(symbols->names + symbol->st_name, name, size);
}

/* Where it stands; what is 0 at first stands nowhere in the file. */
static bool locate(const struct wmk_symbols *symbols, const Elf64_Sym *symbol,
		   struct wmk_span *variable)
{
	const char *file = symbols->file->data;
	Elf64_Shdr section;

	if (!wmk_section_at(symbols->file, symbol->st_shndx, &section) ||
	    symbol->st_value > section.sh_size ||
	    symbol->st_size > section.sh_size - symbol->st_value)
		return false;
	variable->size = symbol->st_size;
	variable->data = section.sh_type == SHT_NOBITS ? NULL :
			 file + section.sh_offset + symbol->st_value;
	return true;
}

bool wmk_find_symbol(const struct wmk_symbols *symbols, const char *name,
		     struct wmk_span *variable)
{
	size_t i, size = strlen(name) + 1;
	Elf64_Sym symbol;

	for (i = 0; i < symbols->count; i++) {
		memcpy(&symbol, symbols->table + i * sizeof(symbol),
		       sizeof(symbol));
		if (ELF64_ST_TYPE(symbol.st_info) == STT_OBJECT &&
		    has_name(symbols, &symbol, name, size))
			return locate(symbols, &symbol, variable);
	}
	return false;
}
