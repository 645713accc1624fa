/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * bpf_helpers.h - stands in for libbpf's where generated code is compiled for
 * the host: the kernel's helpers as functions of host.c
 */
#ifndef WMK_HOST_BPF_HELPERS_H
#define WMK_HOST_BPF_HELPERS_H

#include <linux/types.h>

#define SEC(name)		__attribute__((unused))
#define __uint(name, val)	int (*name)[val]
#define __type(name, val)	typeof(val) *name
#define barrier_var(var)	asm volatile("" : "+r"(var))
#define barrier()		asm volatile("" ::: "memory")

#undef __always_inline
#define __always_inline		inline __attribute__((always_inline))
#define __noinline		__attribute__((noinline))

struct task_struct;
struct bpf_spin_lock;
struct bpf_timer;

static void *host_lookup(void *map, size_t value_bytes, __u32 nr_entries, __u32 index);
static void *host_find(const void *map, const void *key, size_t key_bytes);
static void host_put(const void *map, const void *key, size_t key_bytes, __s64 value);
static long host_update(const void *map, const void *key, size_t key_bytes, __s64 value);
static long host_delete(const void *map, const void *key, size_t key_bytes);
static void *host_task_storage(void *map, size_t value_bytes, struct task_struct *task, __u64 flags);
static void *host_reserve(size_t bytes);
static void host_submit(void *record);
static long host_timer_make(struct bpf_timer *timer);
static long host_timer_start(struct bpf_timer *timer);
static void host_lock(struct bpf_spin_lock *lock);
static void host_unlock(struct bpf_spin_lock *lock);
static struct task_struct *host_current(void);
static __u64 host_pid_tgid(void);
static __u64 host_uid_gid(void);
static __u64 host_time(void);
static long host_comm(char *to, __u32 bytes);

#define host_nr_entries(map)	(sizeof(*(map)->max_entries) / sizeof(int))

#define host_is_hash(map)	(sizeof(*(map)->type) / sizeof(int) == BPF_MAP_TYPE_HASH)

/* A map is known by the address of what declares it, and sized by its members; hashes are what TABLEs are. */
#define bpf_map_lookup_elem(map, index) \
	(host_is_hash(map) ? host_find(map, index, sizeof(*(map)->key)) : \
	 host_lookup(map, sizeof(*(map)->value), host_nr_entries(map), *(const __u32 *)(index)))
#define bpf_map_update_elem(map, key, value, flags) \
	host_update(map, key, sizeof(*(key)), *(value))
#define bpf_map_delete_elem(map, key) \
	host_delete(map, key, sizeof(*(key)))
#define bpf_task_storage_get(map, task, init, flags) \
	host_task_storage(map, sizeof(*(map)->value), task, flags)
#define bpf_ringbuf_reserve(map, bytes, flags)	host_reserve(bytes)
#define bpf_ringbuf_submit(record, flags)	host_submit(record)
#define bpf_spin_lock(lock)			host_lock(lock)
#define bpf_spin_unlock(lock)			host_unlock(lock)
#define bpf_get_current_task_btf()		host_current()
#define bpf_get_current_pid_tgid()		host_pid_tgid()
#define bpf_get_current_uid_gid()		host_uid_gid()
#define bpf_get_current_comm(to, bytes)		host_comm(to, bytes)
#define bpf_get_current_cgroup_id()		((__u64)1 << 40)
#define bpf_current_task_under_cgroup(map, index)	1
#define bpf_get_smp_processor_id()		3
#define bpf_ktime_get_ns()			host_time()

/* The harness knows when timers come, from what their buckets say: see host.c. */
#define bpf_timer_init(timer, map, clock)	host_timer_make(timer)
#define bpf_timer_set_callback(timer, function)	0
#define bpf_timer_start(timer, ns, flags)	host_timer_start(timer)

#define bpf_loop(n, function, context, flags) ({			\
	__u32 host_i, host_n = (n);					\
	for (host_i = 0; host_i < host_n; host_i++)			\
		if ((function)(host_i, context))			\
			break;						\
	host_i;								\
})

#endif /* WMK_HOST_BPF_HELPERS_H */
