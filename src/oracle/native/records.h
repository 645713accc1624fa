/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * records.h - the ring buffer: prints a record when it is submitted, decoded
 * as the object describes itself
 */
#ifndef WMK_HOST_RECORDS_H
#define WMK_HOST_RECORDS_H

#include "helpers.h"

static void *host_reserve(size_t bytes)
{
	void *record = malloc(bytes);

	host_helper("bpf_ringbuf_reserve");
	memset(record, POISON, bytes);
	return record;
}

static void print_number(const void *at, __u32 bytes, int is_signed)
{
	__s64 s = 0;
	__u64 u = 0;

	memcpy(&u, at, bytes);
	s = (__s64)(u << (64 - 8 * bytes)) >> (64 - 8 * bytes);
	if (is_signed)
		printf(" %lld", (long long)s);
	else
		printf(" %llu", (unsigned long long)u);
}

#if HOST_NR_COLUMNS
static void print_column(const struct wmk_column_info *column, const void *record)
{
	const __u8 *at = record + column->offset;
	__u32 i;

	switch (column->type) {
	case WMK_COLUMN_S64:
	case WMK_COLUMN_U64:
		print_number(at, column->bytes, column->type == WMK_COLUMN_S64);
		break;
	default:
		printf(" x");
		for (i = 0; i < column->bytes; i++) {
			if (column->type == WMK_COLUMN_STRING && !at[i])
				break;
			printf("%02x", at[i]);
		}
		if (column->type == WMK_COLUMN_STRING && i == column->bytes)
			complain("a string does not end");
	}
}
#endif

/* A match, or with HOST_NR_NOTES what DO tells before it. */
static void host_submit(void *record)
{
	const struct wmk_record *head = record;
	const struct wmk_rule_info *rule = &wmk_rules[head->rule];
	__u32 first = rule->first_column, nr = rule->nr_columns;

	host_helper("bpf_ringbuf_submit");
#if HOST_NR_NOTES
	if (head->note) {
		const struct wmk_note_info *note = &wmk_notes[rule->first_note + head->note - 1];

		first = note->first_column;
		nr = note->nr_columns;
		printf(note->is_log ? "L" : "E");
	} else
#endif
		printf("M");
	printf(" %u %llu %llu", head->rule, (unsigned long long)head->time,
	       (unsigned long long)head->nulls);
#if HOST_NR_COLUMNS
	__u32 i;

	for (i = 0; i < nr; i++) {
		if (head->nulls >> i & 1)
			printf(" null");
		else
			print_column(&wmk_columns[first + i], record);
	}
#else
	(void)first;
	(void)nr;
#endif
	printf("\n");
	free(record);
}

#endif /* WMK_HOST_RECORDS_H */
