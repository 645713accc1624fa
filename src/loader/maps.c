// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * maps.c - the maps that an object has: found and checked
 */
#include <stdlib.h>
#include <string.h>

#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

static enum wmk_fault no_map(struct wmk *wmk, const char *name,
			     struct wmk_error *error)
{
	return wmk_damaged(error, wmk->path,
			   "its %s is missing or of another shape", name);
}

static struct bpf_map *find(struct wmk *wmk, const char *name)
{
	return bpf_object__find_map_by_name(wmk->object, name);
}

/* Bytes of a map's initial value, 0 if it has none. */
static size_t initial_bytes(struct bpf_map *map)
{
	size_t size = 0;

	return map && bpf_map__initial_value(map, &size) ? size : 0;
}

/* A section of so many bytes. */
static enum wmk_fault find_section(struct wmk *wmk, const char *name,
				   size_t size, enum wmk_region region,
				   struct wmk_error *error)
{
	wmk->regions[region] = find(wmk, name);
	if (initial_bytes(wmk->regions[region]) != size)
		return wmk_damaged(error, wmk->path,
				   "its section %s is missing or of another shape",
				   name);
	return WMK_OK;
}

size_t wmk_counter_bytes(const struct wmk *wmk)
{
	const struct wmk_object_info *n = &wmk->about.object;

	return 2 * n->nr_kinds * sizeof(__u64) +
	       n->nr_rules * sizeof(struct wmk_rule_stats) +
	       wmk_nr_costs(wmk) * sizeof(struct wmk_rule_cost);
}

static bool is_ring_buffer(const struct bpf_map *map)
{
	return map && bpf_map__type(map) == BPF_MAP_TYPE_RINGBUF;
}

static enum wmk_fault find_event_maps(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;

	wmk->events = find(wmk, "wmk_events");
	if (!is_ring_buffer(wmk->events))
		return no_map(wmk, "ring buffer wmk_events", error);
	fault = find_section(wmk, ".rodata.wmk_record", sizeof(__u8),
			     WMK_REGION_RECORD, error);
	if (!fault)
		fault = find_section(wmk, ".data.wmk_event_losses",
				     sizeof(wmk->losses), WMK_REGION_EVENT_LOSSES,
				     error);
	return fault;
}

/* Only an object that was compiled with budgets has these. */
static enum wmk_fault find_budget_maps(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;
	const __u32 *sample;
	size_t size = 0;

	if (!find(wmk, ".data.wmk_budgets"))
		return WMK_OK;
	fault = find_section(wmk, ".data.wmk_budgets",
			     wmk->about.object.nr_rules *
				     sizeof(struct wmk_budget),
			     WMK_REGION_BUDGETS, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_sample", sizeof(*sample),
				     WMK_REGION_SAMPLE, error);
	if (fault)
		return fault;
	sample = wmk_told(wmk, WMK_REGION_SAMPLE, &size);
	wmk->stats.sample = *sample;
	return WMK_OK;
}

__u32 wmk_nr_cgroups(const struct wmk_object_info *n)
{
	return n->nr_rules + 1 + !!n->nr_reactions;
}

size_t wmk_arms_bytes(__u32 nr_rules)
{
	size_t bytes = sizeof(struct wmk_arms) + nr_rules * sizeof(__u32);

	return (bytes + 7) / 8 * 8;
}

static enum wmk_fault find_reaction_maps(struct wmk *wmk,
					 struct wmk_error *error)
{
	__u32 nr_rules = wmk->about.object.nr_rules;
	enum wmk_fault fault;

	fault = find_section(wmk, WMK_ARMS_SECTION, wmk_arms_bytes(nr_rules),
			     WMK_REGION_ARMS, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_paces",
				     nr_rules * sizeof(struct wmk_pace),
				     WMK_REGION_PACES, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_spares", nr_rules,
				     WMK_REGION_SPARES, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_spared",
				     WMK_NR_SPARED * sizeof(struct wmk_scope),
				     WMK_REGION_SPARED, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_loader", sizeof(__u32),
				     WMK_REGION_LOADER, error);
	return fault;
}

enum wmk_fault wmk_find_maps(struct wmk *wmk, struct wmk_error *error)
{
	const struct wmk_object_info *n = &wmk->about.object;
	enum wmk_fault fault;
	__u32 i;

	fault = find_budget_maps(wmk, error);
	if (fault)
		return fault;
	wmk->records = find(wmk, "wmk_records");
	if (!is_ring_buffer(wmk->records))
		return no_map(wmk, "ring buffer wmk_records", error);
	wmk->counters = find(wmk, "wmk_stats");
	if (!wmk->counters ||
	    (bpf_map__type(wmk->counters) != BPF_MAP_TYPE_PERCPU_ARRAY &&
	     bpf_map__type(wmk->counters) != BPF_MAP_TYPE_ARRAY) ||
	    bpf_map__key_size(wmk->counters) != sizeof(__u32) ||
	    bpf_map__value_size(wmk->counters) != wmk_counter_bytes(wmk))
		return no_map(wmk, "array wmk_stats", error);
	fault = find_section(wmk, ".data.wmk_active", sizeof(__u64),
			     WMK_REGION_ACTIVE, error);
	if (fault)
		return fault;
	if (initial_bytes(find(wmk, ".rodata.wmk_raise")) < n->nr_points)
		return no_map(wmk, "section .rodata.wmk_raise", error);
	fault = find_section(wmk, ".rodata.wmk_scopes",
			     (n->nr_rules + 1) * sizeof(struct wmk_scope),
			     WMK_REGION_SCOPES, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_counts_only",
				     sizeof(__u8), WMK_REGION_COUNTS_ONLY,
				     error);
	if (fault)
		return fault;
	wmk->cgroups = find(wmk, "wmk_cgroups");
	if (!wmk->cgroups ||
	    bpf_map__type(wmk->cgroups) != BPF_MAP_TYPE_CGROUP_ARRAY ||
	    bpf_map__max_entries(wmk->cgroups) != wmk_nr_cgroups(n))
		return no_map(wmk, "array wmk_cgroups", error);
	if (n->nr_variables)
		fault = find_section(wmk, ".data.wmk_vars",
				     n->nr_variables * sizeof(__s64),
				     WMK_REGION_VARS, error);
	if (fault)
		return fault;
	for (i = 0; i < n->nr_tables; i++) {
		const struct wmk_table_info *table = &wmk->about.tables[i];

		if (!find(wmk, table->map))
			return no_map(wmk, table->map, error);
		if (table->timers[0] && !find(wmk, table->timers))
			return no_map(wmk, table->timers, error);
	}
	fault = n->nr_reactions ? find_reaction_maps(wmk, error) : WMK_OK;
	return fault ? fault : find_event_maps(wmk, error);
}

enum wmk_fault wmk_set_counts_only(struct wmk *wmk, struct wmk_error *error)
{
	const __u8 counts_only = 1;

	return wmk_tell(wmk, WMK_REGION_COUNTS_ONLY, 0, &counts_only,
			sizeof(counts_only), error);
}

static __u64 array_bytes(const struct wmk *wmk, const char *name)
{
	const struct bpf_map *map;

	map = bpf_object__find_map_by_name(wmk->object, name);
	return (__u64)bpf_map__max_entries(map) *
	       ((bpf_map__value_size(map) + 7) / 8 * 8);
}

__u64 wmk_table_bytes(const struct wmk *wmk, __u32 table)
{
	const struct wmk_table_info *info = &wmk->about.tables[table];

	if (wmk->module)
		return wmk->module->table_bytes[table];
	if (info->storage == WMK_STORAGE_TASK)
		return 0;
	return array_bytes(wmk, info->map) +
	       (info->timers[0] ? array_bytes(wmk, info->timers) : 0);
}
