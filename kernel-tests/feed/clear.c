// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * clear.c - makes a monitor as it was when it was loaded, and writes its VARs
 * and TABLEs as somebody from outside would
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "fed_monitor.h"
#include "feeder.h"

#define VARIABLES	".data.wmk_vars"
#define MOST_KEY	4096

static __s64 *initial;
static size_t initial_bytes;

void keep_variables(void)
{
	struct bpf_map *map = bpf_object__find_map_by_name(monitor->object, VARIABLES);
	const void *values = map ? bpf_map__initial_value(map, &initial_bytes) : NULL;

	free(initial);
	initial = values ? malloc(initial_bytes) : NULL;
	if (initial)
		memcpy(initial, values, initial_bytes);
}

static void update(const struct bpf_map *map, const void *key, const void *value)
{
	if (bpf_map_update_elem(bpf_map__fd(map), key, value, BPF_ANY))
		give_up("map %s: cannot be written: %s", bpf_map__name(map),
			strerror(errno));
}

static void clear_array(const struct bpf_map *map)
{
	__u32 i, bytes = (bpf_map__value_size(map) + 7) / 8 * 8;
	void *zeros;

	if (bpf_map__type(map) == BPF_MAP_TYPE_PERCPU_ARRAY)
		bytes *= libbpf_num_possible_cpus();
	zeros = calloc(1, bytes);
	if (!zeros)
		give_up("out of memory");
	for (i = 0; i < bpf_map__max_entries(map); i++)
		update(map, &i, zeros);
	free(zeros);
}

static void clear_hash(const struct bpf_map *map)
{
	char key[MOST_KEY];

	while (!bpf_map_get_next_key(bpf_map__fd(map), NULL, key))
		bpf_map_delete_elem(bpf_map__fd(map), key);
}

static struct bpf_map *find(const char *name)
{
	return bpf_object__find_map_by_name(monitor->object, name);
}

/* All that a trace may have left: runs, counters, losses, what was written. */
void clear_monitor(void)
{
	const struct wmk_description *about = wmk_describe(monitor);
	struct bpf_map *map;
	__u32 i;

	if (is_module()) {
		clear_module();
		return;
	}
	for (i = 0; i < about->object.nr_tables; i++)
		clear_array(find(about->tables[i].map));
	clear_array(monitor->counters);
	if (find(".data.wmk_lost"))
		clear_array(find(".data.wmk_lost"));
	bpf_object__for_each_map(map, monitor->object)
		if (bpf_map__type(map) == BPF_MAP_TYPE_HASH)
			clear_hash(map);
	i = 0;
	if (initial)
		update(find(VARIABLES), &i, initial);
}

static void write_variable(const char *name, __s64 value)
{
	const struct wmk_description *about = wmk_describe(monitor);
	struct bpf_map *map = is_module() ? NULL : find(VARIABLES);
	__s64 values[initial_bytes / sizeof(__s64) + 1];
	__u32 i, zero = 0;

	for (i = 0; i < about->object.nr_variables; i++) {
		if (strcmp(about->variables[i].name, name))
			continue;
		if (is_module()) {
			write_module_variable(i, value);
			continue;
		}
		if (bpf_map_lookup_elem(bpf_map__fd(map), &zero, values))
			give_up("%s: cannot be read: %s", VARIABLES, strerror(errno));
		values[i] = value;
		update(map, &zero, values);
	}
}

/* What the monitor does not read is not there to be written; nor is a TABLE of a module. */
void write_monitor(const struct fed_event *event)
{
	struct bpf_map *map = is_module() ? NULL : find(event->s);

	if (event->kind == FED_WRITES_VAR)
		write_variable(event->s, event->b);
	else if (map && bpf_map__key_size(map) == sizeof(event->a))
		update(map, &event->a, &event->b);
}
