// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * attach.c - loaded programs -> attached ones, idle until told to be active
 */
#include <errno.h>
#include <string.h>
#include <time.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "internal.h"

static enum wmk_fault attach_program(struct wmk *wmk, __u32 i,
				     struct wmk_error *error)
{
	const struct wmk_program_stats *stats = &wmk->stats.programs[i];
	struct wmk_program *program = &wmk->programs[i];
	enum wmk_fault fault;

	if (program->makes_timers)
		return wmk_make_timers(wmk, i, error);
	program->link = bpf_program__attach(program->program);
	if (program->link)
		return WMK_OK;
	switch (errno) {
	case EPERM:
		fault = WMK_FORBIDDEN;
		break;
	case ENOMEM:
		fault = WMK_SYSTEM;
		break;
	default:
		fault = WMK_LACKING;
		break;
	}
	return wmk_fail(error, fault,
			"%s: the kernel cannot attach program '%s' to %s: %s",
			wmk->path, stats->name, stats->section,
			strerror(errno));
}

static bool denies(const struct wmk *wmk, __u32 program)
{
	__u32 i;

	for (i = 0; i < wmk->about.object.nr_points; i++)
		if (wmk->raise[i] && wmk->about.points[i].denies &&
		    !strcmp(wmk->about.points[i].program,
			    wmk->stats.programs[program].name))
			return true;
	return false;
}

static enum wmk_fault attach_those(struct wmk *wmk, bool denying,
				   struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	__u32 i;

	if (wmk->module)	/* SystemTap has attached all */
		return WMK_OK;
	wmk_log_begin(&wmk->log);
	for (i = 0; !fault && i < wmk->stats.nr_programs; i++)
		if (wmk->stats.programs[i].loaded && denies(wmk, i) == denying)
			fault = attach_program(wmk, i, error);
	wmk_log_end();
	return fault;
}

enum wmk_fault wmk_attach(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;

	if (wmk->stage != WMK_LOADED)
		return wmk_fail(error, WMK_MISUSE,
				"%s: attach comes once, after load", wmk->path);
	fault = attach_those(wmk, false, error);
	if (!fault)
		wmk->stage = WMK_WATCHING;
	return fault;
}

enum wmk_fault wmk_attach_denying(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;

	if (wmk->stage != WMK_WATCHING)
		return wmk_fail(error, WMK_MISUSE,
				"%s: attach_denying comes once, after attach",
				wmk->path);
	fault = attach_those(wmk, true, error);
	if (!fault)
		fault = wmk_start_programs(wmk, error);
	if (!fault)
		wmk->stage = WMK_ATTACHED;
	return fault;
}

static enum wmk_fault set_active(struct wmk *wmk, __u64 active,
				 struct wmk_error *error)
{
	if (wmk->stage != WMK_ATTACHED)
		return wmk_fail(error, WMK_MISUSE, "%s is not attached",
				wmk->path);
	return wmk_put(wmk, WMK_REGION_ACTIVE, 0, &active, sizeof(active),
		       error);
}

enum wmk_fault wmk_activate(struct wmk *wmk, struct wmk_error *error)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return set_active(wmk, (__u64)now.tv_sec * 1000000000 + (__u64)now.tv_nsec,
			  error);
}

enum wmk_fault wmk_deactivate(struct wmk *wmk, struct wmk_error *error)
{
	wmk_disarm(wmk);
	return set_active(wmk, 0, error);
}
