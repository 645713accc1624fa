// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * arms.c - names of rules -> enforced or not, in monitors of other processes (in
 * modules: arms_module.c)
 *
 * Of such a monitor the kernel has a map that says what is enforced and one that
 * describes the object; they go together where their BTF is the same. Neither is
 * believed more than a file would be.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "internal.h"
#include "module.h"

/* A map that the kernel has: its file descriptor is to be closed. */
struct found {
	int fd;
	struct bpf_map_info info;
};

static enum wmk_fault cannot(const char *what, struct wmk_error *error)
{
	return wmk_fail(error, errno == EPERM ? WMK_FORBIDDEN : WMK_SYSTEM,
			"cannot %s: %s%s", what, strerror(errno),
			errno == EPERM ? " (run as root)" : "");
}

/*
 * The next map of this name behind the one with this number, which is moved on;
 * fd is -1 behind the last. Maps may end meanwhile.
 */
static enum wmk_fault find_next(const char *name, __u32 *number,
				struct found *map, struct wmk_error *error)
{
	__u32 size = sizeof(map->info);

	for (;;) {
		map->fd = -1;
		if (bpf_map_get_next_id(*number, number))
			return errno == ENOENT || errno == ENOSYS ? WMK_OK :
				cannot("list the maps of the kernel", error);
		map->fd = bpf_map_get_fd_by_id(*number);
		if (map->fd < 0 && errno == ENOENT)
			continue;
		if (map->fd < 0)
			return cannot("open a map of the kernel", error);
		memset(&map->info, 0, sizeof(map->info));
		if (!bpf_obj_get_info_by_fd(map->fd, &map->info, &size) &&
		    map->info.type == BPF_MAP_TYPE_ARRAY &&
		    map->info.max_entries == 1 &&
		    !strncmp(map->info.name, name, sizeof(map->info.name)))
			return WMK_OK;
		close(map->fd);
	}
}

__u32 wmk_count_armed(const struct wmk_arms *arms, size_t bytes)
{
	__u32 nr_rules = arms->nr_rules;

	return arms->magic == WMK_ARMS_MAGIC &&
	       bytes == wmk_arms_bytes(nr_rules) ? nr_rules : 0;
}

/* false: it is not what it seems. */
static bool read_description(const struct found *map,
			     struct wmk_description *about)
{
	struct wmk_sections sections = { 0 };
	struct wmk_span bytes = { .size = map->info.value_size };
	struct wmk_error unused;
	const __u32 zero = 0;
	struct btf *btf;
	bool whole;
	void *value;

	value = malloc(bytes.size);
	btf = btf__load_from_kernel_by_id(map->info.btf_id);
	bytes.data = value;
	whole = value && btf && !bpf_map_lookup_elem(map->fd, &zero, value) &&
		wmk_find_sections(btf, &bytes, &sections) &&
		!wmk_read_description("a monitor in the kernel", &sections,
				      about, &unused);
	btf__free(btf);
	free(value);
	return whole;
}

static enum wmk_fault describe(const struct found *arms,
			       struct wmk_description *about, bool *described,
			       struct wmk_error *error)
{
	enum wmk_fault fault;
	struct found map;
	__u32 number = 0;

	*described = false;
	while (!*described) {
		fault = find_next(WMK_DESCRIPTION_SECTION, &number, &map, error);
		if (fault || map.fd < 0)
			return fault;
		if (map.info.btf_id == arms->info.btf_id)
			*described = read_description(&map, about);
		close(map.fd);
	}
	return WMK_OK;
}

static void set(struct wmk_arms *arms, __u32 rule, bool armed,
		struct wmk_switch *to)
{
	to->switched += arms->rules[rule] != armed;
	__atomic_store_n(&arms->rules[rule], armed, __ATOMIC_RELAXED);
}

/* Its points were chosen by another process, as we choose them now. */
static enum wmk_fault check_refusing(const struct wmk_description *about,
				     const struct wmk_rule_info *rule,
				     struct wmk_kernel *kernel,
				     struct wmk_error *error)
{
	static const __u32 calls[] = { WMK_DENY, WMK_OVERRIDE };
	static const char path[] = "a monitor that runs";
	__u8 *raise = calloc(about->object.nr_points + 1, sizeof(*raise));
	enum wmk_fault fault;
	size_t i;

	if (!raise)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	fault = wmk_choose_points(path, about, wmk_kernel_has_point, kernel,
				  raise, error);
	for (i = 0; !fault && i < sizeof(calls) / sizeof(calls[0]); i++)
		if (wmk_rule_calls(about, rule, calls[i]))
			fault = wmk_check_call(path, about, raise, rule->name,
					       calls[i], kernel, error);
	free(raise);
	return fault;
}

static enum wmk_fault set_named(struct wmk_arms *arms,
				const struct wmk_description *about,
				struct wmk_named_rule *named,
				struct wmk_switch *to, struct wmk_error *error)
{
	const struct wmk_rule_info *rule = about->rules;
	__u32 i;

	for (i = 0; i < about->object.nr_rules; i++, rule++) {
		if (strcmp(rule->name, named->name) || !rule->nr_reactions)
			continue;
		if (to->arm &&
		    (wmk_rule_calls(about, rule, WMK_DENY) ||
		     wmk_rule_calls(about, rule, WMK_OVERRIDE)) &&
		    check_refusing(about, rule, to->kernel, error))
			return error->fault;
		named->found = true;
		set(arms, i, to->arm, to);
	}
	return WMK_OK;
}

static enum wmk_fault switch_named(const struct found *map,
				   struct wmk_arms *arms, __u32 nr_rules,
				   struct wmk_switch *to,
				   struct wmk_error *error)
{
	struct wmk_description about = { 0 };
	enum wmk_fault fault;
	bool described;
	__u32 i;

	fault = describe(map, &about, &described, error);
	for (i = 0; !fault && described && i < to->nr_rules; i++)
		if (about.object.nr_rules == nr_rules)
			fault = set_named(arms, &about, &to->rules[i], to,
					  error);
	wmk_free_description(&about);
	return fault;
}

static enum wmk_fault switch_one(const struct found *map,
				 struct wmk_switch *to, struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	size_t bytes = map->info.value_size;
	struct wmk_arms *arms;
	__u32 i, nr_rules;

	if (!(map->info.map_flags & BPF_F_MMAPABLE) || bytes < sizeof(*arms))
		return WMK_OK;
	arms = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, map->fd,
		    0);
	if (arms == MAP_FAILED)
		return cannot("map what a monitor enforces", error);
	nr_rules = wmk_count_armed(arms, bytes);
	to->monitors += nr_rules != 0;
	if (nr_rules && to->nr_rules)
		fault = switch_named(map, arms, nr_rules, to, error);
	for (i = 0; !to->nr_rules && i < nr_rules; i++)
		set(arms, i, to->arm, to);
	munmap(arms, bytes);
	return fault;
}

static enum wmk_fault switch_objects(struct wmk_switch *to,
				     struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	struct found map;
	__u32 number = 0;

	if (to->arm && !to->kernel)
		return WMK_OK;
	while (!fault || !to->arm) {
		if (find_next(WMK_ARMS_SECTION, &number, &map, error))
			return error->fault;
		if (map.fd < 0)
			break;
		if (switch_one(&map, to, error))
			fault = error->fault;
		close(map.fd);
	}
	return fault;
}

/* One that cannot be disarmed does not keep the others from it. */
enum wmk_fault wmk_switch_rules(struct wmk_switch *to, struct wmk_error *error)
{
	enum wmk_fault fault;

	fault = wmk_switch_modules(to, WMK_MODULES, &wmk_proc_files, error);
	if (fault && to->arm)
		return fault;
	if (switch_objects(to, error))
		fault = error->fault;
	return fault;
}
