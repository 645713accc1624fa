// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * region.c - what an object or a module is told, before it is loaded and while
 * it is; and what is read of it
 *
 * Of an object a region is a map that was a section; of a module it is written
 * by orders, which are kept until it is loaded.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

static const char *const names[WMK_NR_REGIONS] = {
	[WMK_REGION_SESSION] = "what it is compiled with",
	[WMK_REGION_STATS] = "the counters",
	[WMK_REGION_ACTIVE] = "whether it is active",
	[WMK_REGION_SCOPES] = "the scopes",
	[WMK_REGION_CGROUPS] = "the cgroups of scopes",
	[WMK_REGION_COUNTS_ONLY] = "whether it only counts",
	[WMK_REGION_RECORD] = "whether it records",
	[WMK_REGION_RINGS] = "the sizes of ring buffers",
	[WMK_REGION_VARS] = "the VARs",
	[WMK_REGION_ARMS] = "which rules are enforced",
	[WMK_REGION_PACES] = "how often rules react",
	[WMK_REGION_SPARES] = "upon whom rules do not react",
	[WMK_REGION_SPARED] = "who is spared",
	[WMK_REGION_LOADER] = "which process its loader is",
	[WMK_REGION_SEED] = "the seed",
	[WMK_REGION_LOST] = "the lost records",
	[WMK_REGION_EVENT_LOSSES] = "the counters of events",
	[WMK_REGION_BUDGETS] = "the budgets",
	[WMK_REGION_SAMPLE] = "which events are timed",
	[WMK_REGION_FED] = "events to be fed",
	[WMK_REGION_RULES] = "the rules",
	[WMK_REGION_REACTIONS] = "the reactions",
};

const char *wmk_region_name(enum wmk_region region)
{
	return names[region];
}

bool wmk_has_region(const struct wmk *wmk, enum wmk_region region)
{
	return wmk->module ? wmk->module->told[region].bytes != NULL :
			     wmk->regions[region] != NULL;
}

const void *wmk_told(const struct wmk *wmk, enum wmk_region region,
		     size_t *size)
{
	*size = 0;
	if (!wmk_has_region(wmk, region))
		return NULL;
	if (!wmk->module)
		return bpf_map__initial_value(wmk->regions[region], size);
	*size = wmk->module->told[region].size;
	return wmk->module->told[region].bytes;
}

static int tell_map(struct bpf_map *map, size_t offset, const void *bytes,
		    size_t size)
{
	const void *before;
	size_t whole;
	char *after;
	int code;

	before = bpf_map__initial_value(map, &whole);
	after = malloc(whole);
	if (!after)
		return -ENOMEM;
	memcpy(after, before, whole);
	memcpy(after + offset, bytes, size);
	code = bpf_map__set_initial_value(map, after, whole);
	free(after);
	return code;
}

enum wmk_fault wmk_tell(struct wmk *wmk, enum wmk_region region, size_t offset,
			const void *bytes, size_t size,
			struct wmk_error *error)
{
	int code;

	if (wmk->stage >= WMK_LOADED)
		return wmk_fail(error, WMK_MISUSE, "%s is loaded already",
				wmk->path);
	if (wmk->module)
		code = wmk_keep_order(wmk->module, region, offset, bytes, size);
	else
		code = tell_map(wmk->regions[region], offset, bytes, size);
	if (code)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot be told %s: %s", wmk->path,
				names[region], strerror(-code));
	return WMK_OK;
}

enum wmk_fault wmk_put(struct wmk *wmk, enum wmk_region region, size_t offset,
		       const void *bytes, size_t size, struct wmk_error *error)
{
	const __u32 key = 0;
	int code;

	if (wmk->module)
		code = wmk_order(wmk->module, region, offset, bytes, size);
	else
		code = bpf_map_update_elem(bpf_map__fd(wmk->regions[region]),
					   &key, bytes, BPF_ANY) ? -errno : 0;
	if (code == -ENOENT && wmk->module)
		return wmk_check_module(wmk, code, error);
	if (code)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot be told %s: %s", wmk->path,
				names[region], strerror(-code));
	return WMK_OK;
}

enum wmk_fault wmk_look(struct wmk *wmk, enum wmk_region region, void *to,
			size_t size, struct wmk_error *error)
{
	const __u32 key = 0;
	int code;

	if (wmk->module)
		code = wmk_show(wmk->module, region, 0, to, size);
	else
		code = bpf_map_lookup_elem(bpf_map__fd(wmk->regions[region]),
					   &key, to) ? -errno : 0;
	if (code == -ENOENT && wmk->module)
		return wmk_check_module(wmk, code, error);
	if (code)
		return wmk_fail(error, WMK_SYSTEM, "%s: cannot read %s: %s",
				wmk->path, names[region], strerror(-code));
	return WMK_OK;
}
