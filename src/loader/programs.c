// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * programs.c - the programs that an object's attach points name, each once,
 * and those that make timers
 */
#include <stdlib.h>
#include <string.h>

#include <bpf/libbpf.h>

#include "internal.h"

static bool is_listed(const struct wmk *wmk, const struct bpf_program *program)
{
	__u32 i;

	for (i = 0; i < wmk->stats.nr_programs; i++)
		if (wmk->programs[i].program == program)
			return true;
	return false;
}

static enum wmk_fault list_program(struct wmk *wmk, const char *name,
				   const char *section, bool makes_timers,
				   struct wmk_error *error)
{
	struct wmk_program_stats *stats;
	struct bpf_program *program;

	program = bpf_object__find_program_by_name(wmk->object, name);
	if (!program || strcmp(bpf_program__section_name(program), section))
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: damaged, or not made by wmkgen: it has no program '%s' in section '%s'",
				wmk->path, name, section);
	if (is_listed(wmk, program))
		return WMK_OK;
	stats = &wmk->stats.programs[wmk->stats.nr_programs];
	stats->name = name;
	stats->section = section;
	wmk->programs[wmk->stats.nr_programs].makes_timers = makes_timers;
	wmk->programs[wmk->stats.nr_programs++].program = program;
	return WMK_OK;
}

enum wmk_fault wmk_find_programs(struct wmk *wmk, struct wmk_error *error)
{
	__u32 nr_points = wmk->about.object.nr_points;
	__u32 nr_tables = wmk->about.object.nr_tables;
	size_t most = (size_t)nr_points + nr_tables;
	enum wmk_fault fault = WMK_OK;
	__u32 i;

	wmk->raise = calloc(nr_points, sizeof(*wmk->raise));
	wmk->programs = calloc(most, sizeof(*wmk->programs));
	wmk->stats.programs = calloc(most, sizeof(*wmk->stats.programs));
	if (!wmk->raise || !wmk->programs || !wmk->stats.programs)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	for (i = 0; !fault && i < nr_tables; i++)
		if (wmk->about.tables[i].timers[0])
			fault = list_program(wmk, wmk->about.tables[i].make_timers,
					     WMK_TIMERS_SECTION, true, error);
	for (i = 0; !fault && i < nr_points; i++)
		fault = list_program(wmk, wmk->about.points[i].program,
				     wmk->about.points[i].section, false, error);
	return fault;
}
