// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* tiny_module.c - a name -> a file such as a module of wmkgen's, for tests */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tiny_module.h"

#define RING	65536
#define TABLE	3072

/* Text behind what is there: where it begins. */
static __u32 add_name(struct tiny_module *module, const char *name)
{
	Elf64_Shdr *names = &module->sections[TINY_NAMES];
	__u32 at = (__u32)names->sh_size;

	if (at + strlen(name) >= sizeof(module->names))
		abort();
	strcpy(module->names + at, name);
	names->sh_size += strlen(name) + 1;
	return at;
}

static void add_section(struct tiny_module *module, enum tiny_section which,
			const char *name, __u32 type, __u64 flags,
			size_t offset, size_t size)
{
	Elf64_Shdr *section = &module->sections[which];

	section->sh_type = type;
	section->sh_flags = flags;
	section->sh_offset = offset;
	section->sh_size = size;
	section->sh_name = add_name(module, name);
}

static void add_symbol(struct tiny_module *module, const char *name,
		       enum tiny_section section, size_t at, size_t size)
{
	Elf64_Shdr *table = &module->sections[TINY_SYMBOLS];
	Elf64_Sym *symbol = &module->symbols[table->sh_size / sizeof(*symbol)];

	if (symbol == module->symbols + NR_TINY_SYMBOLS)
		abort();
	table->sh_size += sizeof(*symbol);
	*symbol = (Elf64_Sym){
		.st_name = add_name(module, name),
		.st_info = ELF64_ST_INFO(STB_LOCAL, STT_OBJECT),
		.st_shndx = (Elf64_Section)section,
		.st_value = at,
		.st_size = size,
	};
}

static void describe(struct tiny_module *module)
{
	__typeof__(module->description) *d = &module->description;

	d->object = (struct wmk_object_info){
		WMK_ABI_VERSION, 2, 1, 1, 1, 1, 1, 1, 0, 1, "wmkgen 0.1.0" };
	d->rules[0] = (struct wmk_rule_info){ "first", "a.wmk:1", 0, 1,
		sizeof(struct tiny_record), 0, WMK_NO_KIND, 0, 0, 0, 1 };
	d->rules[1] = (struct wmk_rule_info){ "second", "a.wmk:5", 0, 0,
		sizeof(struct wmk_record), WMK_NO_TABLE, WMK_NO_KIND, 0, 0, 0, 0 };
	d->columns[0] = (struct wmk_column_info){ "n",
		offsetof(struct tiny_record, n), 8, WMK_COLUMN_U64 };
	d->kinds[0] = (struct wmk_kind_info){ "tick", 0, 1,
		sizeof(struct tiny_event), 0 };
	d->points[0] = (struct wmk_point_info){ .program = "on_tick",
		.section = "kernel.trace(\"sched_process_exit\")" };
	d->tables[0] = (struct wmk_table_info){ "by_process", "ProcessId",
		WMK_STORAGE_BUCKETS, 64, 48, "", "" };
	d->fields[0] = (struct wmk_field_info){ "TimeStamp", 0, 8,
		WMK_COLUMN_U64, WMK_NO_START };
	d->variables[0] = (struct wmk_variable_info){ "limit", "a.wmk:3" };
	d->reactions[0] = (struct wmk_reaction_info){ WMK_SIGNAL_PROCESS, 9,
		"a.wmk:2" };
	module->data.rings = (struct wmk_rings){ RING, RING };
	module->data.vars[0] = 7;
	module->data.sample = 16;
}

static void add_symbols(struct tiny_module *module)
{
#define DESCRIBED(what)							\
	add_symbol(module, "wmk_" #what, TINY_DESCRIPTION,		\
		   offsetof(struct tiny_module, description.what) -	\
		   offsetof(struct tiny_module, description),		\
		   sizeof(module->description.what))
#define HELD(what)							\
	add_symbol(module, "wmk_" #what, TINY_DATA,			\
		   offsetof(struct tiny_module, data.what) -		\
		   offsetof(struct tiny_module, data),			\
		   sizeof(module->data.what))
	DESCRIBED(object);
	DESCRIBED(rules);
	DESCRIBED(columns);
	DESCRIBED(kinds);
	DESCRIBED(points);
	DESCRIBED(tables);
	DESCRIBED(fields);
	DESCRIBED(variables);
	DESCRIBED(reactions);
	HELD(rings);
	HELD(vars);
	HELD(sample);
	HELD(budgets);
#undef DESCRIBED
#undef HELD
	add_symbol(module, "wmk_records", TINY_BSS, 0, RING);
	add_symbol(module, "wmk_events", TINY_BSS, RING, RING);
	add_symbol(module, "wmk_stats", TINY_BSS, 2 * RING,
		   2 * sizeof(struct tiny_stats));
	add_symbol(module, "by_process", TINY_BSS,
		   2 * RING + 2 * sizeof(struct tiny_stats), TABLE);
}

void tiny_module_make(struct tiny_module *module, const char *name)
{
	Elf64_Ehdr *header = &module->header;

	memset(module, 0, sizeof(*module));
	memcpy(header->e_ident, ELFMAG, SELFMAG);
	header->e_ident[EI_CLASS] = ELFCLASS64;
	header->e_ident[EI_DATA] = ELFDATA2LSB;
	header->e_type = ET_REL;
#if defined(__aarch64__)
	header->e_machine = EM_AARCH64;
#else
	header->e_machine = EM_X86_64;
#endif
	header->e_shoff = offsetof(struct tiny_module, sections);
	header->e_shentsize = sizeof(Elf64_Shdr);
	header->e_shnum = NR_TINY_SECTIONS;
	header->e_shstrndx = TINY_NAMES;
	snprintf(module->info, sizeof(module->info), "license=GPL%cname=%s", 0,
		 name);
	add_section(module, TINY_NAMES, "", SHT_STRTAB, 0,
		    offsetof(struct tiny_module, names), 1);
	add_section(module, TINY_SYMBOLS, ".symtab", SHT_SYMTAB, 0,
		    offsetof(struct tiny_module, symbols), 0);
	module->sections[TINY_SYMBOLS].sh_link = TINY_NAMES;
	module->sections[TINY_SYMBOLS].sh_entsize = sizeof(Elf64_Sym);
	add_section(module, TINY_DESCRIPTION, ".rodata.wmk", SHT_PROGBITS,
		    SHF_ALLOC, offsetof(struct tiny_module, description),
		    sizeof(module->description));
	add_section(module, TINY_DATA, ".data", SHT_PROGBITS,
		    SHF_ALLOC | SHF_WRITE, offsetof(struct tiny_module, data),
		    sizeof(module->data));
	add_section(module, TINY_BSS, ".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE,
		    0, 2 * RING + 2 * sizeof(struct tiny_stats) + TABLE);
	add_section(module, TINY_INFO, ".modinfo", SHT_PROGBITS, SHF_ALLOC,
		    offsetof(struct tiny_module, info), sizeof(module->info));
	describe(module);
	add_symbols(module);
}

int tiny_module_forget(struct tiny_module *module, const char *symbol)
{
	int i;

	for (i = 0; i < NR_TINY_SYMBOLS; i++) {
		char *name = module->names + module->symbols[i].st_name;

		if (strcmp(name, symbol))
			continue;
		name[0] = 'x';
		return 1;
	}
	return 0;
}

void tiny_module_write(const struct tiny_module *module, const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file || fwrite(module, sizeof(*module), 1, file) != 1 ||
	    fclose(file)) {
		perror(path);
		abort();
	}
}
