// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * module.c - the file of a SystemTap module -> where its description stands,
 * its name, and what its regions are at first
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "elf_symbol.h"
#include "module.h"

static bool find_table(const void *in, const char *name, struct wmk_span *found)
{
	return wmk_find_symbol(in, name, found);
}

static bool is_name(const char *name, size_t length)
{
	return length && length < WMK_MODULE_NAME_SIZE &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") >= length;
}

/* "name=..." among the texts of .modinfo, each of which ends with NUL. */
static bool find_name(const struct wmk_span *file, char *name)
{
	static const char key[] = "name=";
	struct wmk_span info;
	const char *at, *end;

	if (!wmk_find_section(file, ".modinfo", &info) || !info.size)
		return false;
	at = info.data;
	end = at + info.size;
	while (at < end) {
		size_t length = strnlen(at, (size_t)(end - at));

		if (at + length == end)
			return false;
		if (!strncmp(at, key, strlen(key))) {
			if (!is_name(at + strlen(key), length - strlen(key)))
				return false;
			strcpy(name, at + strlen(key));
			return true;
		}
		at += length + 1;
	}
	return false;
}

enum wmk_fault wmk_open_module(struct wmk *wmk, const struct wmk_span *file,
			       struct wmk_sections *sections,
			       struct wmk_error *error)
{
	struct wmk_module *module = calloc(1, sizeof(*module));
	struct wmk_symbols symbols;

	if (!module)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	wmk->module = module;
	module->files = &wmk_proc_files;
	module->program = "staprun";
	module->staprun.output = -1;
	module->staprun.verbose = wmk->log.verbose;
	module->records.stream = module->records.timer = -1;
	module->events.stream = module->events.timer = -1;
	sections->of_module = true;
	if (!wmk_open_symbols(file, &symbols))
		return wmk_damaged(error, wmk->path, "it has no symbols");
	if (!find_name(file, module->name))
		return wmk_damaged(error, wmk->path,
				   "it does not say which module it is");
	if (asprintf(&module->directory, WMK_MODULES "/%s", module->name) < 0) {
		module->directory = NULL;
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	}
	wmk_fill_sections(sections, find_table, &symbols);
	return WMK_OK;
}

static int make_region(struct wmk_module *module, enum wmk_region region,
		       size_t size, const void *as)
{
	__u8 *bytes;

	bytes = calloc(1, size ? size : 1);
	if (!bytes)
		return -ENOMEM;
	if (as && size)
		memcpy(bytes, as, size);
	module->told[region].bytes = bytes;
	module->told[region].size = size;
	return 0;
}

/* One that begins with what the file holds under a name. */
static enum wmk_fault find_region(struct wmk *wmk,
				  const struct wmk_symbols *symbols,
				  enum wmk_region region, const char *name,
				  size_t size, struct wmk_error *error)
{
	struct wmk_span found;

	if (!wmk_find_symbol(symbols, name, &found) || found.size != size)
		return wmk_damaged(error, wmk->path,
				   "its %s is missing or of another shape",
				   name);
	if (make_region(wmk->module, region, size, found.data))
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	return WMK_OK;
}

/* Only a module that was compiled with budgets has these. */
static enum wmk_fault find_budgets(struct wmk *wmk,
				   const struct wmk_symbols *symbols,
				   struct wmk_error *error)
{
	enum wmk_fault fault;
	struct wmk_span found;

	if (!wmk_find_symbol(symbols, "wmk_budgets", &found))
		return WMK_OK;
	fault = find_region(wmk, symbols, WMK_REGION_BUDGETS, "wmk_budgets",
			    wmk->about.object.nr_rules *
				    sizeof(struct wmk_budget),
			    error);
	if (!fault)
		fault = find_region(wmk, symbols, WMK_REGION_SAMPLE,
				    "wmk_sample", sizeof(__u32), error);
	if (!fault)
		memcpy(&wmk->stats.sample,
		       wmk->module->told[WMK_REGION_SAMPLE].bytes,
		       sizeof(__u32));
	return fault;
}

/* Those that are of a size that the description tells, and that begin with 0. */
static enum wmk_fault make_regions(struct wmk *wmk, struct wmk_error *error)
{
	const struct wmk_object_info *n = &wmk->about.object;
	const struct {
		enum wmk_region region;
		size_t size;
		bool reacts;		/* it is there where the module does */
	} regions[] = {
		{ WMK_REGION_ACTIVE, sizeof(__u64), false },
		{ WMK_REGION_SCOPES,
		  (n->nr_rules + 1) * sizeof(struct wmk_scope), false },
		{ WMK_REGION_CGROUPS, wmk_nr_cgroups(n) * sizeof(__u64), false },
		{ WMK_REGION_COUNTS_ONLY, sizeof(__u8), false },
		{ WMK_REGION_RECORD, sizeof(__u8), false },
		{ WMK_REGION_ARMS, wmk_arms_bytes(n->nr_rules), true },
		{ WMK_REGION_PACES, n->nr_rules * sizeof(struct wmk_pace), true },
		{ WMK_REGION_SPARES, n->nr_rules, true },
		{ WMK_REGION_SPARED,
		  WMK_NR_SPARED * sizeof(struct wmk_scope), true },
		{ WMK_REGION_LOADER, sizeof(__u32), true },
	};
	size_t i;

	for (i = 0; i < sizeof(regions) / sizeof(regions[0]); i++)
		if ((!regions[i].reacts || n->nr_reactions) &&
		    make_region(wmk->module, regions[i].region,
				regions[i].size, NULL))
			return wmk_fail(error, WMK_SYSTEM, "out of memory");
	return WMK_OK;
}

static enum wmk_fault find_rings(struct wmk *wmk,
				 const struct wmk_symbols *symbols,
				 struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;
	enum wmk_fault fault;

	fault = find_region(wmk, symbols, WMK_REGION_RINGS, "wmk_rings",
			    sizeof(module->compiled), error);
	if (fault)
		return fault;
	memcpy(&module->compiled, module->told[WMK_REGION_RINGS].bytes,
	       sizeof(module->compiled));
	if (!module->compiled.records)
		return wmk_damaged(error, wmk->path,
				   "it has no ring buffer of records");
	return WMK_OK;
}

/* SystemTap has chosen the points; what it skipped it counts for all of them. */
static enum wmk_fault make_program(struct wmk *wmk, struct wmk_error *error)
{
	__u32 nr_points = wmk->about.object.nr_points;

	wmk->raise = malloc(nr_points);
	wmk->programs = calloc(1, sizeof(*wmk->programs));
	wmk->stats.programs = calloc(1, sizeof(*wmk->stats.programs));
	if (!wmk->raise || !wmk->programs || !wmk->stats.programs)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	memset(wmk->raise, 1, nr_points);
	wmk->stats.programs[0] = (struct wmk_program_stats){
		.name = "probes",
		.section = "systemtap",
		.loaded = true,
	};
	wmk->stats.nr_programs = 1;
	return WMK_OK;
}

enum wmk_fault wmk_prepare_module(struct wmk *wmk, const struct wmk_span *file,
				  struct wmk_error *error)
{
	struct wmk_symbols symbols;
	enum wmk_fault fault;

	if (!wmk_open_symbols(file, &symbols))
		return wmk_damaged(error, wmk->path, "it has no symbols");
	fault = make_program(wmk, error);
	if (!fault)
		fault = find_rings(wmk, &symbols, error);
	if (!fault)
		fault = make_regions(wmk, error);
	if (!fault && wmk->about.object.nr_variables)
		fault = find_region(wmk, &symbols, WMK_REGION_VARS, "wmk_vars",
				    wmk->about.object.nr_variables *
					    sizeof(__s64),
				    error);
	if (!fault)
		fault = find_budgets(wmk, &symbols, error);
	if (!fault)
		fault = wmk_size_module(wmk, &symbols, error);
	return fault;
}

void wmk_close_module(struct wmk_module *module)
{
	int i;

	if (!module)
		return;
	for (i = 0; i < WMK_NR_REGIONS; i++)
		free(module->told[i].bytes);
	wmk_close_frames(&module->records);
	wmk_close_frames(&module->events);
	if (module->staprun.output >= 0)
		close(module->staprun.output);
	free(module->table_bytes);
	free(module->orders);
	free(module->directory);
	free(module);
}
