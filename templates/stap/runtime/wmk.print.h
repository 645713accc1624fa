/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.print.h - records as lines of text, for a script that `stap -g` runs
 *
 * As wmkload prints them: "match #1 { 106 485370171 }", or with several rules the
 * rule's name in place of "match". What needs a look at the system is left to that:
 * frames of stacks are numbers here.
 */
#ifndef WMK_PRINT_H
#define WMK_PRINT_H

#include <linux/kernel.h>
#include "wmk.ring.h"

#ifndef WMK_LOADED

/* Of each rule, what was told. */
static u64 wmk_told[NR_RULES];

#define WMK_TEXT_BYTES	256	/* printed at once: each call of SystemTap's costs as much as many bytes */
#define WMK_ESCAPED	4	/* bytes, at the most */

/* Quotes, backslashes, and what is not printable ASCII are escaped. */
static void wmk_print_text(const char *text, u32 bytes)
{
	char escaped[WMK_TEXT_BYTES + WMK_ESCAPED + 1];
	u32 i, used = 0;

	for (i = 0; i < bytes && text[i]; i++) {
		if (text[i] == '"' || text[i] == '\\')
			escaped[used++] = '\\';
		if (text[i] < ' ' || text[i] > '~')
			used += sprintf(escaped + used, "\\x%02x", (u8)text[i]);
		else
			escaped[used++] = text[i];
		if (used >= WMK_TEXT_BYTES) {
			escaped[used] = '\0';
			_stp_print(escaped);
			used = 0;
		}
	}
	escaped[used] = '\0';
	_stp_print(escaped);
}

static void wmk_print_address(const u8 *address)
{
	static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
	u32 i;

	if (!memcmp(address, mapped, sizeof(mapped))) {
		_stp_printf("%d.%d.%d.%d", address[12], address[13], address[14], address[15]);
		return;
	}
	for (i = 0; i < 16; i += 2)
		_stp_printf("%s%x", i ? ":" : "", address[i] << 8 | address[i + 1]);
}

static u64 wmk_number_at(const void *at, u32 bytes, bool is_signed)
{
	switch (bytes) {
	case 1: return is_signed ? (u64)*(const s8 *)at : *(const u8 *)at;
	case 2: return is_signed ? (u64)*(const s16 *)at : *(const u16 *)at;
	case 4: return is_signed ? (u64)*(const s32 *)at : *(const u32 *)at;
	default: return *(const u64 *)at;
	}
}

static void wmk_print_frames(const u64 *frames, u32 nr)
{
	u32 i;

	_stp_print("[");
	for (i = 0; i < nr && frames[i]; i++)
		_stp_printf("%s0x%llx", i ? " < " : "", frames[i]);
	_stp_print("]");
}

static void wmk_print_column(const struct wmk_column_info *column, const void *record)
{
	const void *at = record + column->offset;

	switch (column->type) {
	case WMK_COLUMN_S64:
		_stp_printf("%lld", wmk_number_at(at, column->bytes, true));
		break;
	case WMK_COLUMN_U64:
		_stp_printf("%llu", wmk_number_at(at, column->bytes, false));
		break;
	case WMK_COLUMN_STRING:
		_stp_print("\"");
		wmk_print_text(at, column->bytes);
		_stp_print("\"");
		break;
	case WMK_COLUMN_ADDRESS:
		wmk_print_address(at);
		break;
	case WMK_COLUMN_KSTACK:
		wmk_print_frames(at, column->bytes / sizeof(u64));
		break;
	case WMK_COLUMN_USTACK:
		wmk_print_frames(at + sizeof(u64), column->bytes / sizeof(u64) - 1);
		break;
	}
}

static void wmk_print_columns(const struct wmk_column_info *columns, u32 nr, const struct wmk_record *record)
{
	u32 i;

	_stp_print("{");
	for (i = 0; i < nr; i++) {
		_stp_print(" ");
		if (record->nulls >> i & 1)
			_stp_print("null");
		else
			wmk_print_column(&columns[i], record);
	}
	_stp_print(" }");
}

/* A log's text, in which the columns stand for its conversions in turn. */
static void wmk_print_log(const struct wmk_note_info *note, const struct wmk_column_info *columns,
			  const struct wmk_record *record)
{
	const char *c;
	u32 i = 0;

	for (c = note->format; *c; c++) {
		if (*c != '%') {
			_stp_printf("%c", *c);
		} else if (*++c == '%') {
			_stp_print("%");
		} else if (i < note->nr_columns) {
			if (record->nulls >> i & 1)
				_stp_print("null");
			else if (*c == 's' && columns[i].type == WMK_COLUMN_STRING)
				wmk_print_text((const char *)record + columns[i].offset, columns[i].bytes);
			else if (*c == 'x' || *c == 'u')
				_stp_printf(*c == 'x' ? "%llx" : "%llu",
					    wmk_number_at((const void *)record + columns[i].offset, columns[i].bytes,
							  columns[i].type == WMK_COLUMN_S64));
			else
				wmk_print_column(&columns[i], record);
			i++;
		}
	}
}

static const char *wmk_call_name(u32 call)
{
	switch (call) {
	case WMK_SIGNAL_PROCESS: return "signal";
	case WMK_SIGNAL_THREAD: return "signal_thread";
	case WMK_NICE: return "nice";
	default: return "call";
	}
}

/* Nobody can say here that a rule is to be enforced, so that nothing is done. */
static void wmk_print_reactions(const struct wmk_reaction_info *reactions, u32 nr, u64 reached)
{
	bool several = false;
	u32 i;

	for (i = 0; i < nr; i++) {
		if (!(reached >> i & 1))
			continue;
		_stp_printf("%s%s(%d)", several ? ", " : " would ", wmk_call_name(reactions[i].call),
			    reactions[i].number);
		several = true;
	}
}

static void wmk_print_record(const struct wmk_record *record)
{
	const struct wmk_rule_info *rule = &wmk_rules[record->rule];
	u64 *told = &wmk_told[record->rule];
	const struct wmk_note_info *note = NULL;
	u64 number = *told + record->lost + 1;	/* those that were lost count as well */

	_stp_printf("%s #%llu ", NR_RULES > 1 ? rule->name : "match", number);
#if WMK_NR_NOTES
	if (record->note)
		note = &wmk_notes[rule->first_note + record->note - 1];
	if (note && note->is_log) {
		_stp_print("log \"");
		wmk_print_log(note, &wmk_columns[note->first_column], record);
		_stp_print("\"");
	} else if (note) {
		_stp_print("emit ");
		wmk_print_columns(&wmk_columns[note->first_column], note->nr_columns, record);
	}
#endif
	if (!note) {
#if WMK_NR_COLUMNS
		wmk_print_columns(&wmk_columns[rule->first_column], rule->nr_columns, record);
#else
		_stp_print("{ }");
#endif
#if WMK_NR_REACTIONS
		wmk_print_reactions(&wmk_reactions[rule->first_reaction], rule->nr_reactions, record->reached);
#endif
		++*told;
	}
	_stp_print("\n");
}

/* Each tick at the most, as interrupts wait: of records, and ns after which no other one is begun. */
#define WMK_PRINTED_AT_ONCE	64
#define WMK_PRINTING_NS		1000000

static void wmk_print_records(u32 most, u64 until)
{
	struct wmk_frame *frame;

	while (most-- && !wmk_past(wmk_clock(), until) && (frame = wmk_next_frame(&wmk_records_ring))) {
		wmk_print_record((struct wmk_record *)(frame + 1));
		wmk_pass_frame(&wmk_records_ring, frame);
		_stp_print_flush();
	}
}

/* Comes with every tick: begins when all probes are there, and tells what has come. */
static void wmk_stand_in(void)
{
	if (!wmk_active)
		wmk_active = wmk_clock();
	wmk_print_records(WMK_PRINTED_AT_ONCE, wmk_clock() + WMK_PRINTING_NS);
}

/* What a second did not suffice for. */
static void wmk_warn_of_unprinted(void)
{
	struct wmk_frame *frame;
	u64 nr = 0;

	for (; (frame = wmk_next_frame(&wmk_records_ring)); nr++)
		wmk_pass_frame(&wmk_records_ring, frame);
	if (nr)
		_stp_warn("%llu records lost: not printed before the end", nr);
}

static void wmk_print_sum(const char *what, u64 nr, u32 rule)
{
	if (nr)
		_stp_warn("%s: %llu %s", wmk_rules[rule].name, nr, what);
}

/* At the end: what is left, and what was not seen. */
static void wmk_print_rest(void)
{
	u32 rule, cpu;

	wmk_print_records(~0U, wmk_clock() + NSEC_PER_SEC);
	wmk_warn_of_unprinted();
	for (rule = 0; rule < NR_RULES; rule++) {
		struct wmk_rule_stats sum = {};

		for (cpu = 0; cpu < WMK_CPUS; cpu++) {
			sum.lost += wmk_stats[cpu].rules[rule].lost;
			sum.refused += wmk_stats[cpu].rules[rule].refused;
			sum.busy += wmk_stats[cpu].rules[rule].busy;
			sum.evicted += wmk_stats[cpu].rules[rule].evicted;
			sum.overflowed += wmk_stats[cpu].rules[rule].overflowed;
			sum.forgotten += wmk_stats[cpu].rules[rule].forgotten;
			sum.unwritten += wmk_stats[cpu].rules[rule].unwritten;
			sum.unnoted += wmk_stats[cpu].rules[rule].unnoted;
		}
		wmk_print_sum("records lost: ring buffer full", sum.lost, rule);
		wmk_print_sum("keys refused: table full", sum.refused, rule);
		wmk_print_sum("events not read: a lock or scratch memory was not to be had", sum.busy, rule);
		wmk_print_sum("runs dropped for want of room", sum.evicted + sum.overflowed, rule);
		wmk_print_sum("events that a key no longer remembers", sum.forgotten, rule);
		wmk_print_sum("entries of TABLEs not made: it is full", sum.unwritten, rule);
		wmk_print_sum("notes lost: ring buffer full", sum.unnoted, rule);
	}
}

#else

static void wmk_stand_in(void)
{
}

static void wmk_print_rest(void)
{
}

#endif

#endif /* WMK_PRINT_H */
