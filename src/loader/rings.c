// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * rings.c - the ring buffers of objects and modules, sized before these are loaded
 */
#include <string.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "module.h"

static struct wmk_rings rings_of(const struct wmk *wmk)
{
	struct wmk_rings rings;
	size_t size;

	memcpy(&rings, wmk_told(wmk, WMK_REGION_RINGS, &size), sizeof(rings));
	return rings;
}

__u32 wmk_ring_buffer(const struct wmk *wmk)
{
	return wmk->module ? rings_of(wmk).records :
			     bpf_map__max_entries(wmk->records);
}

__u32 wmk_event_ring_buffer(const struct wmk *wmk)
{
	return wmk->module ? rings_of(wmk).events :
			     bpf_map__max_entries(wmk->events);
}

/* Of a module memory is there when it is compiled: less of it may be used. */
static enum wmk_fault use_less(struct wmk *wmk, size_t offset, __u32 bytes,
			       __u32 compiled, struct wmk_error *error)
{
	if (bytes > compiled)
		return wmk_fail(error, WMK_MISUSE,
				"%s: it was compiled with a ring buffer of %u bytes, and cannot have one of %u",
				wmk->path, compiled, bytes);
	return wmk_tell(wmk, WMK_REGION_RINGS, offset, &bytes, sizeof(bytes),
			error);
}

static enum wmk_fault set_size(struct wmk *wmk, bool of_events, __u32 bytes,
			       struct wmk_error *error)
{
	__u32 page = (__u32)sysconf(_SC_PAGESIZE);

	if (bytes < page || bytes & (bytes - 1))
		return wmk_fail(error, WMK_MISUSE,
				"a ring buffer has a power of two of bytes, at least %u, not %u",
				page, bytes);
	if (wmk->module)
		return use_less(wmk, of_events ? offsetof(struct wmk_rings, events) :
						 offsetof(struct wmk_rings, records),
				bytes,
				of_events ? wmk->module->compiled.events :
					    wmk->module->compiled.records,
				error);
	if (bpf_map__set_max_entries(of_events ? wmk->events : wmk->records,
				     bytes))
		return wmk_fail(error, WMK_MISUSE, "%s is loaded already",
				wmk->path);
	return WMK_OK;
}

enum wmk_fault wmk_set_ring_buffer(struct wmk *wmk, __u32 bytes,
				   struct wmk_error *error)
{
	return set_size(wmk, false, bytes, error);
}

bool wmk_can_record(const struct wmk *wmk)
{
	return !wmk->module || wmk->module->compiled.events;
}

enum wmk_fault wmk_set_recording(struct wmk *wmk, __u32 bytes,
				 struct wmk_error *error)
{
	const __u8 record = 1;
	enum wmk_fault fault;

	fault = set_size(wmk, true, bytes, error);
	if (fault)
		return fault;
	fault = wmk_tell(wmk, WMK_REGION_RECORD, 0, &record, sizeof(record),
			 error);
	if (!fault)
		wmk->stats.recording = true;
	return fault;
}
