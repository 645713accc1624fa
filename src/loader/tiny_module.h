/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * tiny_module.h - a file such as a module of wmkgen's, for tests: what it
 * describes and holds, and nothing that could run
 */
#ifndef WMKLOAD_TINY_MODULE_H
#define WMKLOAD_TINY_MODULE_H

#include <elf.h>

#include "wmk.abi.h"

enum tiny_section {
	TINY_NULL,
	TINY_NAMES,
	TINY_SYMBOLS,
	TINY_DESCRIPTION,
	TINY_DATA,
	TINY_BSS,
	TINY_INFO,
	NR_TINY_SECTIONS,
};

#define NR_TINY_SYMBOLS	20

struct tiny_module {
	Elf64_Ehdr header;
	Elf64_Shdr sections[NR_TINY_SECTIONS];
	Elf64_Sym symbols[NR_TINY_SYMBOLS];
	char names[512];
	char info[64];
	struct {
		struct wmk_object_info object;
		struct wmk_rule_info rules[2];
		struct wmk_column_info columns[1];
		struct wmk_kind_info kinds[1];
		struct wmk_point_info points[1];
		struct wmk_table_info tables[1];
		struct wmk_field_info fields[1];
		struct wmk_variable_info variables[1];
		struct wmk_reaction_info reactions[1];
	} description;
	struct {
		struct wmk_rings rings;
		__s64 vars[1];
		__u32 sample;
		struct wmk_budget budgets[2];
	} data;
};

struct tiny_record {
	struct wmk_record head;
	__u64 n;
};

struct tiny_event {
	__u64 TimeStamp;
};

/* The counters of one CPU. */
struct tiny_stats {
	__u64 kinds[1], outside[1];
	struct wmk_rule_stats rules[2];
	struct wmk_rule_cost costs[2];
};

/* Sound: rules `first`, which signals, and `second`; a table of 3072 bytes, rings of 65536. */
void tiny_module_make(struct tiny_module *module, const char *name);
/* 0: it has none of the name. */
int tiny_module_forget(struct tiny_module *module, const char *symbol);
void tiny_module_write(const struct tiny_module *module, const char *path);

#endif /* WMKLOAD_TINY_MODULE_H */
