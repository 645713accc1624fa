// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * value.c - a record and a column of it, or an event and a field -> the value
 */
#include <string.h>

#include "internal.h"

static __u64 read_unsigned(const void *at, __u32 bytes)
{
	__u16 u16;
	__u32 u32;
	__u64 u64;

	switch (bytes) {
	case 1:
		return *(const __u8 *)at;
	case 2:
		memcpy(&u16, at, sizeof(u16));
		return u16;
	case 4:
		memcpy(&u32, at, sizeof(u32));
		return u32;
	default:
		memcpy(&u64, at, sizeof(u64));
		return u64;
	}
}

static __s64 read_signed(const void *at, __u32 bytes)
{
	unsigned int unused = 64 - 8 * bytes;

	return (__s64)(read_unsigned(at, bytes) << unused) >> unused;
}

/* Frames end before the first that is 0. */
static void read_stack(const void *at, __u32 bytes, struct wmk_value *value)
{
	__u32 room = bytes / sizeof(__u64);

	value->stack.frames = at;
	while (value->stack.depth < room &&
	       wmk_frame(value, value->stack.depth))
		value->stack.depth++;
}

static void read_value(const void *at, __u32 bytes, struct wmk_value *value)
{
	switch (value->type) {
	case WMK_COLUMN_S64:
		value->s64 = read_signed(at, bytes);
		break;
	case WMK_COLUMN_U64:
		value->u64 = read_unsigned(at, bytes);
		break;
	case WMK_COLUMN_STRING:
		value->string.bytes = at;
		value->string.length = strnlen(at, bytes);
		break;
	case WMK_COLUMN_ADDRESS:
		value->address = at;
		break;
	case WMK_COLUMN_KSTACK:
		read_stack(at, bytes, value);
		break;
	case WMK_COLUMN_USTACK:
		value->stack.process = (__u32)read_unsigned(at, sizeof(__u64));
		read_stack((const char *)at + sizeof(__u64),
			   bytes - sizeof(__u64), value);
		break;
	}
}

struct wmk_value wmk_value(const struct wmk_match *match, __u32 column)
{
	const struct wmk_column_info *info = &match->columns[column];
	const void *at = (const char *)match->record + info->offset;
	struct wmk_value value = {
		.is_null = match->record->nulls >> column & 1,
		.type = info->type,
	};

	read_value(at, info->bytes, &value);
	return value;
}

struct wmk_value wmk_event_value(const struct wmk_event *event, __u32 field)
{
	const struct wmk_field_info *info = &event->fields[field];
	struct wmk_value value = { .type = info->type };

	read_value((const char *)event->values + info->offset, info->bytes,
		   &value);
	return value;
}

bool wmk_event_start(const struct wmk_event *event, __u32 field, __u64 *ns)
{
	const struct wmk_field_info *info = &event->fields[field];

	if (info->start == WMK_NO_START)
		return false;
	*ns = read_unsigned((const char *)event->values + info->start,
			    sizeof(*ns));
	return true;
}

__u64 wmk_frame(const struct wmk_value *stack, __u32 frame)
{
	return read_unsigned((const char *)stack->stack.frames +
				     (size_t)frame * sizeof(__u64),
			     sizeof(__u64));
}
