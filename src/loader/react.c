// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * react.c - which rules of an object are enforced, how often they react and
 * upon whom they do not: told before it is loaded; and its lease, kept after
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

/* May something be told of the reactions of a rule? */
static enum wmk_fault check(const struct wmk *wmk, __u32 rule,
			    struct wmk_error *error)
{
	if (rule >= wmk->about.object.nr_rules)
		return wmk_fail(error, WMK_MISUSE, "%s has no rule %u",
				wmk->path, rule);
	if (!wmk->about.rules[rule].nr_reactions)
		return wmk_fail(error, WMK_MISUSE,
				"%s: rule %s does nothing to the system",
				wmk->path, wmk->about.rules[rule].name);
	return WMK_OK;
}

static enum wmk_fault tell(struct wmk *wmk, __u32 rule, enum wmk_region region,
			   size_t offset, const void *bytes, size_t size,
			   struct wmk_error *error)
{
	enum wmk_fault fault = check(wmk, rule, error);

	return fault ? fault : wmk_tell(wmk, region, offset, bytes, size, error);
}

enum wmk_fault wmk_set_enforced(struct wmk *wmk, __u32 rule,
				struct wmk_error *error)
{
	const __u32 enforced = 1;

	return tell(wmk, rule, WMK_REGION_ARMS,
		    offsetof(struct wmk_arms, rules) + rule * sizeof(enforced),
		    &enforced, sizeof(enforced), error);
}

bool wmk_is_enforced(const struct wmk *wmk, __u32 rule)
{
	const struct wmk_arms *arms;
	size_t size;

	if (!wmk->about.rules[rule].nr_reactions)
		return false;
	arms = wmk_told(wmk, WMK_REGION_ARMS, &size);
	return arms->rules[rule];
}

enum wmk_fault wmk_set_pace(struct wmk *wmk, __u32 rule,
			    const struct wmk_pace *pace,
			    struct wmk_error *error)
{
	return tell(wmk, rule, WMK_REGION_PACES, rule * sizeof(*pace), pace,
		    sizeof(*pace), error);
}

enum wmk_fault wmk_set_spares(struct wmk *wmk, __u32 rule, __u8 spares,
			      struct wmk_error *error)
{
	return tell(wmk, rule, WMK_REGION_SPARES, rule, &spares, sizeof(spares),
		    error);
}

const struct wmk_point_info *
wmk_find_refusing(const struct wmk_description *about, const __u8 *raise,
		  __u32 call)
{
	const char *family = call == WMK_DENY ? "lsm/" : "fmod_ret/";
	const struct wmk_point_info *its, *other;
	__u32 i, j;

	for (i = 0; i < about->object.nr_points; i++) {
		its = &about->points[i];
		if (!raise[i] || its->kind == WMK_NO_KIND || its->denies)
			continue;
		for (j = 0; j < about->object.nr_points; j++) {
			other = &about->points[j];
			if (other->denies && other->kind == its->kind &&
			    other->part == its->part &&
			    other->place == its->place &&
			    !strncmp(other->section, family, strlen(family)))
				return other;
		}
	}
	return NULL;
}

bool wmk_rule_calls(const struct wmk_description *about,
		    const struct wmk_rule_info *rule, __u32 call)
{
	const struct wmk_reaction_info *reaction =
		&about->reactions[rule->first_reaction];
	__u32 i;

	for (i = 0; i < rule->nr_reactions; i++)
		if (reaction[i].call == call)
			return true;
	return false;
}

static const char *find_enforced(const struct wmk *wmk, __u32 call)
{
	const struct wmk_rule_info *rule = wmk->about.rules;
	__u32 i;

	for (i = 0; i < wmk->about.object.nr_rules; i++, rule++)
		if (wmk_is_enforced(wmk, i) &&
		    wmk_rule_calls(&wmk->about, rule, call))
			return rule->name;
	return NULL;
}

enum wmk_fault wmk_check_call(const char *path,
			      const struct wmk_description *about,
			      const __u8 *raise, const char *rule, __u32 call,
			      struct wmk_kernel *kernel,
			      struct wmk_error *error)
{
	const struct wmk_point_info *refusing =
		wmk_find_refusing(about, raise, call);
	char reason[512] = "another point was chosen";

	if (!refusing)
		return WMK_OK;
	wmk_kernel_has_point(kernel, refusing->section, reason, sizeof(reason),
			     error);
	return wmk_fail(error, WMK_LACKING,
			"%s: rule %s cannot be enforced: it refuses events of kind '%s', for which it needs %s: %s; or leave out the rule, which is then monitored",
			path, rule, about->kinds[refusing->kind].name,
			refusing->section, reason);
}

static enum wmk_fault check_call(struct wmk *wmk, struct wmk_kernel *kernel,
				 __u32 call, struct wmk_error *error)
{
	const char *rule = find_enforced(wmk, call);

	return rule ? wmk_check_call(wmk->path, &wmk->about, wmk->raise, rule,
				     call, kernel, error) : WMK_OK;
}

/* SystemTap's probes look on: none changes what a function returns. */
static enum wmk_fault check_module(struct wmk *wmk, struct wmk_error *error)
{
	const char *rule = find_enforced(wmk, WMK_DENY);

	if (!rule)
		rule = find_enforced(wmk, WMK_OVERRIDE);
	if (!rule)
		return WMK_OK;
	return wmk_fail(error, WMK_LACKING,
			"%s: rule %s cannot be enforced: it refuses events, which a SystemTap module cannot: compile it to eBPF, or leave out the rule, which is then monitored",
			wmk->path, rule);
}

enum wmk_fault wmk_check_enforced(struct wmk *wmk, struct wmk_kernel *kernel,
				  struct wmk_error *error)
{
	enum wmk_fault fault;

	if (wmk->module)
		return check_module(wmk, error);
	fault = check_call(wmk, kernel, WMK_DENY, error);

	return fault ? fault : check_call(wmk, kernel, WMK_OVERRIDE, error);
}

/* The number that the kernel has for us, which is another in a pid namespace. */
static int ask_process(__u32 *process)
{
	const struct bpf_insn instructions[] = {
		{ .code = BPF_JMP | BPF_CALL,
		  .imm = BPF_FUNC_get_current_pid_tgid },
		{ .code = BPF_ALU64 | BPF_RSH | BPF_K, .dst_reg = BPF_REG_0,
		  .imm = 32 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	LIBBPF_OPTS(bpf_test_run_opts, run);
	int fd, code;

	fd = bpf_prog_load(BPF_PROG_TYPE_RAW_TRACEPOINT, "wmk_who", "GPL",
			   instructions,
			   sizeof(instructions) / sizeof(instructions[0]),
			   NULL);
	if (fd < 0)
		return -errno;
	code = bpf_prog_test_run_opts(fd, &run) ? -errno : 0;
	close(fd);
	*process = run.retval;
	return code;
}

bool wmk_knows_numbers(const struct wmk *wmk)
{
	return wmk->process == (__u32)getpid();
}

/* What is done to other processes is done by us, by their numbers. */
enum wmk_fault wmk_check_numbers(struct wmk *wmk, struct wmk_error *error)
{
	const char *rule = find_enforced(wmk, WMK_NICE);

	if (!rule || wmk_knows_numbers(wmk))
		return WMK_OK;
	return wmk_fail(error, WMK_LACKING,
			"%s: rule %s cannot be enforced: nice is done to processes by their numbers, and in a PID namespace these are others than the kernel's: run it in the initial one, or leave out the rule, which is then monitored",
			wmk->path, rule);
}

enum wmk_fault wmk_tell_loader(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;
	int code;

	if (!wmk->about.object.nr_reactions)
		return WMK_OK;
	code = ask_process(&wmk->process);
	if (code)
		return wmk_fail(error, code == -EPERM ? WMK_FORBIDDEN : WMK_SYSTEM,
				"%s: cannot learn which process the kernel takes this one for: %s",
				wmk->path, strerror(-code));
	fault = wmk_check_numbers(wmk, error);
	return fault ? fault :
		wmk_tell(wmk, WMK_REGION_LOADER, 0, &wmk->process,
			 sizeof(wmk->process), error);
}

enum wmk_fault wmk_map_arms(struct wmk *wmk, struct wmk_error *error)
{
	void *arms;

	if (!wmk->about.object.nr_reactions)
		return WMK_OK;
	arms = mmap(NULL, wmk_arms_bytes(wmk->about.object.nr_rules),
		    PROT_READ | PROT_WRITE, MAP_SHARED,
		    bpf_map__fd(wmk->regions[WMK_REGION_ARMS]), 0);
	if (arms == MAP_FAILED)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot map which of its rules are enforced: %s",
				wmk->path, strerror(errno));
	wmk->mapped_arms = arms;
	return WMK_OK;
}

void wmk_unmap_arms(struct wmk *wmk)
{
	if (wmk->mapped_arms)
		munmap((void *)wmk->mapped_arms,
		       wmk_arms_bytes(wmk->about.object.nr_rules));
}

/* A module that does not take it is gone, which is wmk_poll's to say: once. */
static void put_arms(struct wmk *wmk, size_t offset, const void *bytes,
		     size_t size)
{
	if (wmk->module && wmk->stage >= WMK_LOADED &&
	    wmk->about.object.nr_reactions)
		wmk_order(wmk->module, WMK_REGION_ARMS, offset, bytes, size);
}

void wmk_set_lease(struct wmk *wmk, __u64 until)
{
	put_arms(wmk, offsetof(struct wmk_arms, lease), &until, sizeof(until));
	if (wmk->mapped_arms)
		__atomic_store_n(&wmk->mapped_arms->lease, until,
				 __ATOMIC_RELAXED);
}

bool wmk_is_armed(struct wmk *wmk, __u32 rule)
{
	__u32 armed = 0;

	if (wmk->module)
		return !wmk_show(wmk->module, WMK_REGION_ARMS,
				 offsetof(struct wmk_arms, rules) +
					 rule * sizeof(armed),
				 &armed, sizeof(armed)) && armed;
	return wmk->mapped_arms &&
	       __atomic_load_n(&wmk->mapped_arms->rules[rule],
			       __ATOMIC_RELAXED);
}

void wmk_disarm(struct wmk *wmk)
{
	const __u32 disarmed = 0;
	__u32 i;

	for (i = 0; wmk->module && i < wmk->about.object.nr_rules; i++)
		put_arms(wmk, offsetof(struct wmk_arms, rules) +
			      i * sizeof(disarmed), &disarmed,
			 sizeof(disarmed));

	for (i = 0; wmk->mapped_arms && i < wmk->about.object.nr_rules; i++)
		__atomic_store_n(&wmk->mapped_arms->rules[i], 0,
				 __ATOMIC_RELAXED);
}
