// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * memory.c - the maps of an object -> how large they are made, and what they
 * take of the kernel's memory
 *
 * As kernels from 5.15 to 7.2 lay them out: kernel/bpf/arraymap.c, hashtab.c,
 * ringbuf.c, helpers.c (timers), bpf_local_storage.c. The programs themselves
 * are not counted.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

#define MAP_HEAD	512	/* a struct bpf_map and what a type adds */
#define HASH_ELEMENT	48	/* before its key and value */
#define HASH_BUCKET	16
#define RING_PAGES	3	/* before its data, and the head's own */
#define TIMER		128	/* that the kernel makes for a struct bpf_timer */
#define STORAGE		256	/* of a task, whatever is in it */
#define STORAGE_ELEMENT	72

static __u64 page(void)
{
	return (__u64)sysconf(_SC_PAGESIZE);
}

static __u64 round_up(__u64 bytes, __u64 to)
{
	return (bytes + to - 1) / to * to;
}

/* What an allocation takes: see kmalloc_caches. */
static __u64 slab(__u64 bytes)
{
	__u64 size;

	for (size = 64; size < bytes; size *= 2)
		if (size >= 64 && size < 256 && bytes <= size * 3 / 2)
			return size * 3 / 2;
	return size;
}

static __u64 power_of_two(__u64 least)
{
	__u64 power = 1;

	while (power < least)
		power *= 2;
	return power;
}

/* An object has scratch memory and counters for one CPU, and room for no event. */
static __u32 entries_of(const struct wmk *wmk, const struct bpf_map *map)
{
	__u32 entries = bpf_map__max_entries(map);

	if (wmk->stage >= WMK_LOADED)
		return entries;
	if (!strcmp(bpf_map__name(map), "wmk_scratch") ||
	    (map == wmk->counters && bpf_map__type(map) == BPF_MAP_TYPE_ARRAY))
		return entries * (__u32)wmk->nr_cpus;
	if (map == wmk->events && !wmk->stats.recording)
		return (__u32)page();
	return entries;
}

int wmk_size_maps(struct wmk *wmk)
{
	struct bpf_map *map;
	int code = 0;

	bpf_object__for_each_map(map, wmk->object) {
		__u32 entries = entries_of(wmk, map);

		if (!code && entries != bpf_map__max_entries(map))
			code = bpf_map__set_max_entries(map, entries);
	}
	return code;
}

static __u64 bytes_of(const struct wmk *wmk, const struct bpf_map *map)
{
	__u64 entries = entries_of(wmk, map);
	__u64 key = round_up(bpf_map__key_size(map), 8);
	__u64 value = round_up(bpf_map__value_size(map), 8);

	switch (bpf_map__type(map)) {
	case BPF_MAP_TYPE_ARRAY:
		if (bpf_map__map_flags(map) & BPF_F_MMAPABLE)
			return page() + round_up(entries * value, page());
		return MAP_HEAD + entries * value;
	case BPF_MAP_TYPE_PERCPU_ARRAY:
		return MAP_HEAD + entries * (sizeof(void *) + value * (__u64)wmk->nr_cpus);
	case BPF_MAP_TYPE_HASH:
		return MAP_HEAD + entries * (HASH_ELEMENT + key + value) +
		       power_of_two(entries) * HASH_BUCKET;
	case BPF_MAP_TYPE_RINGBUF:
		return MAP_HEAD + RING_PAGES * page() + entries;
	default:
		return MAP_HEAD + entries * value;
	}
}

/* The table whose timers or runs a map has, or NULL. */
static const struct wmk_table_info *table_of(const struct wmk *wmk,
					     const char *map, bool *are_timers)
{
	__u32 i;

	for (i = 0; i < wmk->about.object.nr_tables; i++) {
		const struct wmk_table_info *table = &wmk->about.tables[i];

		*are_timers = !strcmp(table->timers, map);
		if (*are_timers || !strcmp(table->map, map))
			return table;
	}
	return NULL;
}

static enum wmk_memory_part part_of(const struct wmk *wmk,
				    const struct bpf_map *map)
{
	const char *name = bpf_map__name(map);
	bool are_timers;

	if (bpf_map__type(map) == BPF_MAP_TYPE_TASK_STORAGE)
		return WMK_MEMORY_THREADS;
	if (map == wmk->records)
		return WMK_MEMORY_RING;
	if (map == wmk->events)
		return WMK_MEMORY_EVENT_RING;
	if (map == wmk->counters)
		return WMK_MEMORY_COUNTERS;
	if (!strcmp(name, "wmk_scratch"))
		return WMK_MEMORY_SCRATCH;
	if (table_of(wmk, name, &are_timers))
		return are_timers ? WMK_MEMORY_TIMERS : WMK_MEMORY_TABLES;
	if (bpf_map__type(map) == BPF_MAP_TYPE_HASH)
		return WMK_MEMORY_ENTRIES;
	return WMK_MEMORY_OTHER;
}

static __u64 read_number(const char *path, __u64 otherwise)
{
	FILE *file = fopen(path, "re");
	unsigned long long number;

	if (!file)
		return otherwise;
	if (fscanf(file, "%llu", &number) != 1)
		number = otherwise;
	fclose(file);
	return number;
}

/* How many threads there can be: PID_MAX_LIMIT where nobody says. */
static __u64 most_threads(void)
{
	__u64 ids = read_number("/proc/sys/kernel/pid_max", 1 << 22);
	__u64 threads = read_number("/proc/sys/kernel/threads-max", ids);

	return ids < threads ? ids : threads;
}

static void measure_module(const struct wmk_module *module,
			   struct wmk_memory *memory)
{
	int i;

	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++) {
		memory->parts[i] = module->parts[i];
		memory->bytes += module->parts[i];
	}
}

void wmk_measure_memory(const struct wmk *wmk, struct wmk_memory *memory)
{
	struct bpf_map *map;
	int i;

	*memory = (struct wmk_memory){ .threads = most_threads() };
	if (wmk->module) {
		measure_module(wmk->module, memory);
		return;
	}
	bpf_object__for_each_map(map, wmk->object) {
		enum wmk_memory_part part = part_of(wmk, map);

		if (part == WMK_MEMORY_THREADS) {
			memory->a_thread += slab(STORAGE_ELEMENT +
						 bpf_map__value_size(map));
			continue;
		}
		memory->parts[part] += bytes_of(wmk, map);
		if (part == WMK_MEMORY_TIMERS)
			memory->parts[part] += (__u64)TIMER * entries_of(wmk, map);
	}
	if (memory->a_thread)
		memory->a_thread += STORAGE;
	memory->parts[WMK_MEMORY_THREADS] = memory->a_thread * memory->threads;
	for (i = 0; i < WMK_NR_MEMORY_PARTS; i++)
		memory->bytes += memory->parts[i];
}
