// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * module_memory.c - the symbols and sections of a module -> what its data takes
 * of the kernel's memory
 *
 * All of it is taken when the module is inserted. What SystemTap itself takes,
 * and the code, is not counted, as of objects programs are not.
 */
#include <stdlib.h>

#include "elf_symbol.h"
#include "module.h"

static __u64 bytes_of(const struct wmk_symbols *symbols, const char *name)
{
	struct wmk_span found;

	return wmk_find_symbol(symbols, name, &found) ? found.size : 0;
}

/* Of all sections that are written to, in memory. */
static __u64 data_bytes(const struct wmk_span *file)
{
	Elf64_Shdr section;
	__u64 bytes = 0;
	__u32 i;

	for (i = 0; wmk_section_at(file, i, &section); i++)
		if ((section.sh_flags & (SHF_ALLOC | SHF_WRITE)) ==
			    (SHF_ALLOC | SHF_WRITE) &&
		    __builtin_add_overflow(bytes, section.sh_size, &bytes))
			return ~0ULL;
	return bytes;
}

enum wmk_fault wmk_size_module(struct wmk *wmk,
			       const struct wmk_symbols *symbols,
			       struct wmk_error *error)
{
	static const struct {
		enum wmk_memory_part part;
		const char *name;
	} variables[] = {
		{ WMK_MEMORY_RING, "wmk_records" },
		{ WMK_MEMORY_EVENT_RING, "wmk_events" },
		{ WMK_MEMORY_SCRATCH, "wmk_scratch" },
		{ WMK_MEMORY_COUNTERS, "wmk_stats" },
	};
	struct wmk_module *module = wmk->module;
	__u64 left = data_bytes(symbols->file);
	__u32 i;

	module->table_bytes = calloc(wmk->about.object.nr_tables + 1,
				     sizeof(*module->table_bytes));
	if (!module->table_bytes)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	for (i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		module->parts[variables[i].part] =
			bytes_of(symbols, variables[i].name);
	for (i = 0; i < wmk->about.object.nr_tables; i++) {
		module->table_bytes[i] =
			bytes_of(symbols, wmk->about.tables[i].map);
		if (__builtin_add_overflow(module->parts[WMK_MEMORY_TABLES],
					   module->table_bytes[i],
					   &module->parts[WMK_MEMORY_TABLES]))
			left = 0;
	}
	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++) {
		if (module->parts[i] > left)
			return wmk_damaged(error, wmk->path,
					   "its variables are larger than its sections");
		left -= module->parts[i];
	}
	module->parts[WMK_MEMORY_OTHER] = left;
	return WMK_OK;
}
