/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * helpers.h - the kernel's helpers, maps and tasks, as bpf/bpf_helpers.h
 * declares them; included once, behind the generated code
 */
#ifndef WMK_HOST_HELPERS_H
#define WMK_HOST_HELPERS_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NR_TASKS	6
#define NR_MAPS		256
#define POISON		0xa5

struct host_map {
	void *map;
	char *values;
	size_t value_bytes;
	__u32 nr_entries;
	__u8 has[NR_TASKS];	/* task storage: for whom there is a value */
};

static struct task_struct tasks[NR_TASKS];
static struct signal_struct signals[NR_TASKS];	/* of the processes whose leaders they are */
static struct task_struct *current;
static struct fed_event fed;
static __u64 host_now;	/* what the clock says */
static struct host_map maps[NR_MAPS];
static int nr_maps, nr_locked;

static void complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("! ");
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
}

/* Of helpers the verifier allows none under a spin lock. */
static void host_helper(const char *name)
{
	if (nr_locked)
		complain("%s under a lock", name);
}

static struct host_map *host_map(void *map, size_t value_bytes, __u32 nr_entries)
{
	int i;

	for (i = 0; i < nr_maps; i++)
		if (maps[i].map == map)
			return &maps[i];
	if (nr_maps == NR_MAPS)
		abort();
	maps[nr_maps] = (struct host_map) {
		.map = map, .value_bytes = value_bytes, .nr_entries = nr_entries,
		.values = calloc(nr_entries, value_bytes),
	};
	return &maps[nr_maps++];
}

static void *host_lookup(void *map, size_t value_bytes, __u32 nr_entries, __u32 index)
{
	host_helper("bpf_map_lookup_elem");
	if (index >= nr_entries)
		return NULL;
	return host_map(map, value_bytes, nr_entries)->values + index * value_bytes;
}

/* Entries of all TABLEs. */
static struct host_entry {
	const void *map;
	char key[64];
	__s64 value;
} entries[256];
static int nr_entries;

static void *host_find(const void *map, const void *key, size_t key_bytes)
{
	int i;

	host_helper("bpf_map_lookup_elem");
	for (i = 0; i < nr_entries; i++)
		if (entries[i].map == map && !memcmp(entries[i].key, key, key_bytes))
			return &entries[i].value;
	return NULL;
}

static __attribute__((unused)) void host_put(const void *map, const void *key, size_t key_bytes, __s64 value)
{
	__s64 *there = host_find(map, key, key_bytes);

	if (there) {
		*there = value;
		return;
	}
	if (nr_entries == sizeof(entries) / sizeof(*entries) || key_bytes > sizeof(entries->key))
		abort();
	entries[nr_entries].map = map;
	entries[nr_entries].value = value;
	memcpy(entries[nr_entries++].key, key, key_bytes);
}

static long host_update(const void *map, const void *key, size_t key_bytes, __s64 value)
{
	host_helper("bpf_map_update_elem");
	host_put(map, key, key_bytes, value);
	return 0;
}

static long host_delete(const void *map, const void *key, size_t key_bytes)
{
	__s64 *there = host_find(map, key, key_bytes);

	host_helper("bpf_map_delete_elem");
	if (!there)
		return -1;
	*(struct host_entry *)((char *)there - offsetof(struct host_entry, value)) = entries[--nr_entries];
	return 0;
}

static void *host_task_storage(void *map, size_t value_bytes, struct task_struct *task, __u64 flags)
{
	struct host_map *of = host_map(map, value_bytes, NR_TASKS);
	long i = task - tasks;

	host_helper("bpf_task_storage_get");
	if (!of->has[i] && !(flags & BPF_LOCAL_STORAGE_GET_F_CREATE))
		return NULL;
	of->has[i] = 1;
	return of->values + i * value_bytes;
}

/* A timer comes when host.c says so; here it is only seen that it was made before. */
static long host_timer_make(struct bpf_timer *timer)
{
	host_helper("bpf_timer_init");
	memset(timer, 1, sizeof(*timer));
	return 0;
}

static long host_timer_start(struct bpf_timer *timer)
{
	host_helper("bpf_timer_start");
	if (!*(const char *)timer)
		complain("a timer is started that was not made");
	return 0;
}

static void host_lock(struct bpf_spin_lock *lock)
{
	if (lock->val || nr_locked)
		complain("a lock is taken twice, or two are");
	lock->val = 1;
	nr_locked++;
}

static void host_unlock(struct bpf_spin_lock *lock)
{
	if (!lock->val)
		complain("a lock is given that was not taken");
	lock->val = 0;
	nr_locked--;
}

static struct task_struct *host_current(void)
{
	host_helper("bpf_get_current_task_btf");
	return current;
}

static __u64 host_pid_tgid(void)
{
	host_helper("bpf_get_current_pid_tgid");
	return (__u64)current->tgid << 32 | (__u32)current->pid;
}

static __u64 host_uid_gid(void)
{
	host_helper("bpf_get_current_uid_gid");
	return 2000ULL << 32 | (__u32)(current->tgid / 10);
}

static long host_comm(char *to, __u32 bytes)
{
	host_helper("bpf_get_current_comm");
	snprintf(to, bytes, "task%d", (int)(current - tasks));
	return 0;
}

static __u64 host_time(void)
{
	host_helper("bpf_ktime_get_ns");
	return host_now;
}

#endif /* WMK_HOST_HELPERS_H */
