// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * scope.c - whose events an object reads, told before and after it is loaded
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

static bool is_whole(const struct wmk *wmk, __u32 rule)
{
	return rule == wmk->about.object.nr_rules;
}

/* A kind whose events are nobody's, of one rule or of any. */
static __u32 find_taskless(const struct wmk *wmk, __u32 rule)
{
	const struct wmk_object_info *n = &wmk->about.object;
	__u32 i, kind;

	for (i = 0; i < n->nr_rules; i++) {
		kind = wmk->about.rules[i].taskless;
		if (kind != WMK_NO_KIND && (i == rule || is_whole(wmk, rule)))
			return kind;
	}
	return WMK_NO_KIND;
}

static enum wmk_fault check_scope(const struct wmk_scope *scope,
				  struct wmk_error *error)
{
	if (scope->nr_users > WMK_SCOPE_USERS ||
	    scope->nr_exes > WMK_SCOPE_EXES)
		return wmk_fail(error, WMK_MISUSE,
				"a scope has at most %d users and %d executables",
				WMK_SCOPE_USERS, WMK_SCOPE_EXES);
	return WMK_OK;
}

static enum wmk_fault check(const struct wmk *wmk, __u32 rule,
			    const struct wmk_scope *scope,
			    struct wmk_error *error)
{
	__u32 kind;

	if (rule > wmk->about.object.nr_rules)
		return wmk_fail(error, WMK_MISUSE, "%s has no rule %u",
				wmk->path, rule);
	if (check_scope(scope, error))
		return error->fault;
	kind = find_taskless(wmk, rule);
	if (kind == WMK_NO_KIND)
		return WMK_OK;
	return wmk_fail(error, WMK_UNSCOPED,
			"%s: events of kind '%s' belong to no process, so that no scope can be said of them: leave out the scope, or the rules with this kind",
			wmk->path, wmk->about.kinds[kind].name);
}

static enum wmk_fault keep_cgroup(struct wmk *wmk, __u32 rule, int cgroup,
				  struct wmk_error *error)
{
	__u32 i, nr = wmk_nr_cgroups(&wmk->about.object);

	if (!wmk->scope_cgroups) {
		wmk->scope_cgroups = malloc(nr * sizeof(int));
		if (!wmk->scope_cgroups)
			return wmk_fail(error, WMK_SYSTEM, "out of memory");
		for (i = 0; i < nr; i++)
			wmk->scope_cgroups[i] = -1;
	}
	if (wmk->scope_cgroups[rule] >= 0)
		close(wmk->scope_cgroups[rule]);
	wmk->scope_cgroups[rule] = fcntl(cgroup, F_DUPFD_CLOEXEC, 3);
	if (wmk->scope_cgroups[rule] < 0)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot keep its cgroup open: %s",
				wmk->path, strerror(errno));
	return WMK_OK;
}

enum wmk_fault wmk_set_scope(struct wmk *wmk, __u32 rule,
			     const struct wmk_scope *scope, int cgroup,
			     struct wmk_error *error)
{
	enum wmk_fault fault;

	fault = check(wmk, rule, scope, error);
	if (!fault && (scope->asked & WMK_ASKED_CGROUP))
		fault = keep_cgroup(wmk, rule, cgroup, error);
	if (!fault)
		fault = wmk_tell(wmk, WMK_REGION_SCOPES, rule * sizeof(*scope), scope,
				 sizeof(*scope), error);
	if (!fault && is_whole(wmk, rule))
		wmk->stats.scoped = scope->asked;
	return fault;
}

enum wmk_fault wmk_set_spared(struct wmk *wmk, __u32 which,
			      const struct wmk_scope *scope, int cgroup,
			      struct wmk_error *error)
{
	enum wmk_fault fault;

	if (which >= WMK_NR_SPARED || !wmk->about.object.nr_reactions)
		return wmk_fail(error, WMK_MISUSE, "%s cannot spare anybody",
				wmk->path);
	fault = check_scope(scope, error);
	if (!fault && (scope->asked & WMK_ASKED_CGROUP))
		fault = keep_cgroup(wmk, wmk->about.object.nr_rules + 1, cgroup,
				    error);
	if (!fault)
		fault = wmk_tell(wmk, WMK_REGION_SPARED, which * sizeof(*scope),
				 scope, sizeof(*scope), error);
	return fault;
}

/* Which cgroup a module knows by its number, an object by being handed it. */
static int give_cgroup(struct wmk *wmk, __u32 i)
{
	struct stat st;
	__u64 number;

	if (!wmk->module)
		return bpf_map_update_elem(bpf_map__fd(wmk->cgroups), &i,
					   &wmk->scope_cgroups[i], BPF_ANY) ?
			       -errno : 0;
	if (fstat(wmk->scope_cgroups[i], &st))
		return -errno;
	number = st.st_ino;
	return wmk_order(wmk->module, WMK_REGION_CGROUPS, i * sizeof(number),
			 &number, sizeof(number));
}

enum wmk_fault wmk_give_cgroups(struct wmk *wmk, struct wmk_error *error)
{
	__u32 i, nr = wmk_nr_cgroups(&wmk->about.object);
	int code;

	for (i = 0; wmk->scope_cgroups && i < nr; i++) {
		if (wmk->scope_cgroups[i] < 0)
			continue;
		code = give_cgroup(wmk, i);
		if (code)
			return wmk_fail(error, WMK_LACKING,
					"%s: the kernel does not take the cgroup of its scope: %s (it must be one of the second version's hierarchy)",
					wmk->path, strerror(-code));
	}
	return WMK_OK;
}

void wmk_drop_cgroups(struct wmk *wmk)
{
	__u32 i;

	for (i = 0; wmk->scope_cgroups && i < wmk_nr_cgroups(&wmk->about.object); i++)
		if (wmk->scope_cgroups[i] >= 0)
			close(wmk->scope_cgroups[i]);
	free(wmk->scope_cgroups);
}

#define EXIT_POINT	"sched_process_exit"
#define EARLY_MAJOR	6
#define EARLY_MINOR	16

/*
 * Until Linux 6.16 this tracepoint stood where a thread has given up its
 * memory, and with it the file that it executes; when it was moved it got one
 * argument more.
 */
static bool exits_late(const struct btf *btf)
{
	const struct btf_type *type;
	int id;

	id = btf__find_by_name_kind(btf, "btf_trace_sched_process_exit",
				    BTF_KIND_TYPEDEF);
	type = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
	while (type && (btf_is_typedef(type) || btf_is_ptr(type)))
		type = btf__type_by_id(btf, type->type);
	/* A pointer to what is attached comes before the arguments. */
	return !type || !btf_is_func_proto(type) || btf_vlen(type) <= 2;
}

/* The same where nobody has BTF: a module is for the kernel that runs. */
static bool exits_late_by_version(void)
{
	unsigned int major, minor;
	struct utsname name;

	return uname(&name) ||
	       sscanf(name.release, "%u.%u", &major, &minor) != 2 ||
	       major < EARLY_MAJOR ||
	       (major == EARLY_MAJOR && minor < EARLY_MINOR);
}

/* Does one of the scopes that a region holds? */
static bool asks_exes(const struct wmk *wmk, enum wmk_region region)
{
	size_t size, i;
	const struct wmk_scope *scopes = wmk_told(wmk, region, &size);

	for (i = 0; i < size / sizeof(*scopes); i++)
		if (scopes[i].asked & WMK_ASKED_EXES)
			return true;
	return false;
}

enum wmk_fault wmk_check_scopes(struct wmk *wmk,
				const struct wmk_kernel *kernel,
				struct wmk_error *error)
{
	const struct wmk_point_info *point = wmk->about.points;
	__u32 i;

	if (!asks_exes(wmk, WMK_REGION_SCOPES) &&
	    !asks_exes(wmk, WMK_REGION_SPARED))
		return WMK_OK;
	if (wmk->module ? !exits_late_by_version() : !exits_late(kernel->btf))
		return WMK_OK;
	for (i = 0; i < wmk->about.object.nr_points; i++, point++)
		if (wmk->raise[i] && point->kind != WMK_NO_KIND &&
		    strstr(point->section, EXIT_POINT))
			return wmk_fail(error, WMK_UNSCOPED,
					"%s: events of kind '%s' happen where this kernel's threads have no executable any more, so that none can be asked for, or spared: say another scope, or leave out the rules with this kind",
					wmk->path,
					wmk->about.kinds[point->kind].name);
	return WMK_OK;
}
