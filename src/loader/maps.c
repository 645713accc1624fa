// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * maps.c - the maps that an object has: found, checked, and written to before
 * it is loaded
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "internal.h"

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
				   size_t size, struct bpf_map **map,
				   struct wmk_error *error)
{
	*map = find(wmk, name);
	if (initial_bytes(*map) != size)
		return wmk_damaged(error, wmk->path,
				   "its section %s is missing or of another shape",
				   name);
	return WMK_OK;
}

static size_t counter_bytes(const struct wmk *wmk)
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
			     &wmk->record, error);
	if (!fault)
		fault = find_section(wmk, ".data.wmk_event_losses",
				     sizeof(wmk->losses), &wmk->event_losses,
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
			     &wmk->budgets, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_sample", sizeof(*sample),
				     &wmk->sample, error);
	if (fault)
		return fault;
	sample = bpf_map__initial_value(wmk->sample, &size);
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
			     &wmk->arms, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_paces",
				     nr_rules * sizeof(struct wmk_pace),
				     &wmk->paces, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_spares", nr_rules,
				     &wmk->spares, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_spared",
				     WMK_NR_SPARED * sizeof(struct wmk_scope),
				     &wmk->spared, error);
	if (!fault)
		fault = find_section(wmk, ".rodata.wmk_loader", sizeof(__u32),
				     &wmk->loader, error);
	return fault;
}

enum wmk_fault wmk_tell(struct wmk *wmk, struct bpf_map *map, size_t offset,
			const void *bytes, size_t size,
			struct wmk_error *error)
{
	const void *before;
	size_t whole;
	char *after;
	int code;

	if (wmk->stage >= WMK_LOADED)
		return wmk_fail(error, WMK_MISUSE, "%s is loaded already",
				wmk->path);
	before = bpf_map__initial_value(map, &whole);
	after = malloc(whole);
	if (!after)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	memcpy(after, before, whole);
	memcpy(after + offset, bytes, size);
	code = bpf_map__set_initial_value(map, after, whole);
	free(after);
	if (code)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot be told what %s is to be: %s",
				wmk->path, bpf_map__name(map), strerror(-code));
	return WMK_OK;
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
	    bpf_map__value_size(wmk->counters) != counter_bytes(wmk))
		return no_map(wmk, "array wmk_stats", error);
	wmk->active = find(wmk, ".data.wmk_active");
	if (initial_bytes(wmk->active) != sizeof(__u64))
		return no_map(wmk, "section .data.wmk_active", error);
	if (initial_bytes(find(wmk, ".rodata.wmk_raise")) < n->nr_points)
		return no_map(wmk, "section .rodata.wmk_raise", error);
	wmk->scopes = find(wmk, ".rodata.wmk_scopes");
	if (initial_bytes(wmk->scopes) !=
	    (n->nr_rules + 1) * sizeof(struct wmk_scope))
		return no_map(wmk, "section .rodata.wmk_scopes", error);
	wmk->counts_only = find(wmk, ".rodata.wmk_counts_only");
	if (initial_bytes(wmk->counts_only) != sizeof(__u8))
		return no_map(wmk, "section .rodata.wmk_counts_only", error);
	wmk->cgroups = find(wmk, "wmk_cgroups");
	if (!wmk->cgroups ||
	    bpf_map__type(wmk->cgroups) != BPF_MAP_TYPE_CGROUP_ARRAY ||
	    bpf_map__max_entries(wmk->cgroups) != wmk_nr_cgroups(n))
		return no_map(wmk, "array wmk_cgroups", error);
	wmk->variables = find(wmk, ".data.wmk_vars");
	if (n->nr_variables && initial_bytes(wmk->variables) !=
				       (size_t)n->nr_variables * sizeof(__s64))
		return no_map(wmk, "section .data.wmk_vars", error);
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

__u32 wmk_ring_buffer(const struct wmk *wmk)
{
	return bpf_map__max_entries(wmk->records);
}

__u32 wmk_event_ring_buffer(const struct wmk *wmk)
{
	return bpf_map__max_entries(wmk->events);
}

static enum wmk_fault set_size(struct wmk *wmk, struct bpf_map *map,
			       __u32 bytes, struct wmk_error *error)
{
	__u32 page = (__u32)sysconf(_SC_PAGESIZE);

	if (bytes < page || bytes & (bytes - 1))
		return wmk_fail(error, WMK_MISUSE,
				"a ring buffer has a power of two of bytes, at least %u, not %u",
				page, bytes);
	if (bpf_map__set_max_entries(map, bytes))
		return wmk_fail(error, WMK_MISUSE, "%s is loaded already",
				wmk->path);
	return WMK_OK;
}

enum wmk_fault wmk_set_ring_buffer(struct wmk *wmk, __u32 bytes,
				   struct wmk_error *error)
{
	return set_size(wmk, wmk->records, bytes, error);
}

enum wmk_fault wmk_set_recording(struct wmk *wmk, __u32 bytes,
				 struct wmk_error *error)
{
	const __u8 record = 1;
	enum wmk_fault fault;

	fault = set_size(wmk, wmk->events, bytes, error);
	if (fault)
		return fault;
	fault = wmk_tell(wmk, wmk->record, 0, &record, sizeof(record), error);
	if (!fault)
		wmk->stats.recording = true;
	return fault;
}

enum wmk_fault wmk_set_counts_only(struct wmk *wmk, struct wmk_error *error)
{
	const __u8 counts_only = 1;

	return wmk_tell(wmk, wmk->counts_only, 0, &counts_only,
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

	if (info->storage == WMK_STORAGE_TASK)
		return 0;
	return array_bytes(wmk, info->map) +
	       (info->timers[0] ? array_bytes(wmk, info->timers) : 0);
}
