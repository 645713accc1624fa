// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * value.c - a record and a column of it -> the value
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

struct wmk_value wmk_value(const struct wmk_match *match, __u32 column)
{
	const struct wmk_column_info *info = &match->columns[column];
	const void *at = (const char *)match->record + info->offset;
	struct wmk_value value = {
		.is_null = match->record->nulls >> column & 1,
		.type = info->type,
	};

	switch (value.type) {
	case WMK_COLUMN_S64:
		value.s64 = read_signed(at, info->bytes);
		break;
	case WMK_COLUMN_U64:
		value.u64 = read_unsigned(at, info->bytes);
		break;
	case WMK_COLUMN_STRING:
		value.string.bytes = at;
		value.string.length = strnlen(at, info->bytes);
		break;
	case WMK_COLUMN_ADDRESS:
		value.address = at;
		break;
	}
	return value;
}
