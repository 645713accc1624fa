// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stream.c - the ring buffer -> matches, and the notes and gaps before them
 */
#include <errno.h>
#include <string.h>

#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

/* One wmk_poll, as the callback of libbpf needs to know it. */
struct wmk_polling {
	const struct wmk_sink *sink;
	unsigned int most;
	unsigned int got;
};

/* What the callback returns to stop: libbpf hands it through. */
#define ENOUGH	(-ECANCELED)

/* Bits of reactions that the rule does not have? */
static bool has_stray_bits(const struct wmk_rule_info *rule, __u64 bits)
{
	return rule->nr_reactions < 64 && bits >> rule->nr_reactions;
}

static bool fits(const struct wmk *wmk, const struct wmk_record *record,
		 size_t size)
{
	const struct wmk_rule_info *rule;

	if (size < sizeof(*record) ||
	    record->rule >= wmk->about.object.nr_rules)
		return false;
	rule = &wmk->about.rules[record->rule];
	if (record->note > rule->nr_notes ||
	    record->verdict > WMK_NR_VERDICTS ||
	    (record->verdict != 0) != (record->reached != 0) ||
	    has_stray_bits(rule, record->reached) ||
	    record->failed & ~record->reached)
		return false;
	return size >= (record->note ? wmk->about.notes[rule->first_note +
							record->note - 1].record_bytes :
				       rule->record_bytes);
}

/* A note has the number of the match that it comes before. */
static int tell(struct wmk *wmk, const struct wmk_record *record)
{
	struct wmk_sequence *sequence = &wmk->sequences[record->rule];
	const struct wmk_sink *sink = wmk->polling->sink;
	const struct wmk_rule_info *rule = &wmk->about.rules[record->rule];
	struct wmk_match match = {
		.rule = rule,
		.columns = &wmk->about.columns[rule->first_column],
		.nr_columns = rule->nr_columns,
		.record = record,
		.reactions = &wmk->about.reactions[rule->first_reaction],
	};
	struct wmk_gap gap = {
		.cause = WMK_CAUSE_RING_BUFFER,
		.rule = rule,
	};

	if (record->note) {
		match.note = &wmk->about.notes[rule->first_note + record->note - 1];
		match.columns = &wmk->about.columns[match.note->first_column];
		match.nr_columns = match.note->nr_columns;
		match.number = wmk_sequence_note(sequence, record->lost,
						 &gap.count);
	} else {
		match.number = wmk_sequence_record(sequence, record->lost,
						   &gap.count);
	}
	if (gap.count && sink->gap(sink->context, &gap))
		return ENOUGH;
	if (match.note)
		return sink->note(sink->context, &match) ? ENOUGH : 0;
	return sink->match(sink->context, &match) ? ENOUGH : 0;
}

static int on_record(void *context, void *data, size_t size)
{
	struct wmk *wmk = context;
	int code = 0;

	wmk->polling->got++;
	if (fits(wmk, data, size))
		code = tell(wmk, data);
	else
		wmk->stats.malformed++;
	if (!code && wmk->polling->got == wmk->polling->most)
		code = ENOUGH;
	return code;
}

enum wmk_fault wmk_open_stream(struct wmk *wmk, struct wmk_error *error)
{
	wmk->ring = ring_buffer__new(bpf_map__fd(wmk->records), on_record, wmk,
				     NULL);
	if (!wmk->ring)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot read the ring buffer: %s",
				wmk->path, strerror(errno));
	return WMK_OK;
}

int wmk_fd(const struct wmk *wmk)
{
	if (wmk->module)
		return wmk->module->records.timer;
	return wmk->ring ? ring_buffer__epoll_fd(wmk->ring) : -1;
}

enum wmk_fault wmk_poll(struct wmk *wmk, const struct wmk_sink *sink,
			unsigned int most, unsigned int *got,
			struct wmk_error *error)
{
	struct wmk_polling polling = { .sink = sink, .most = most };
	int code;

	*got = 0;
	if ((!wmk->ring && (!wmk->module || wmk->stage < WMK_LOADED)) || !most)
		return wmk_fail(error, WMK_MISUSE, "%s is not loaded",
				wmk->path);
	wmk->polling = &polling;
	code = wmk->module ?
		wmk_take_frames(wmk, &wmk->module->records, on_record) :
		ring_buffer__consume(wmk->ring);
	wmk->polling = NULL;
	*got = polling.got;
	if (wmk->module && wmk_check_module(wmk, code, error))
		return error->fault;
	if (wmk->module && wmk->module->gone)
		return WMK_OK;
	if (code < 0 && code != ENOUGH)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot read the ring buffer: %s",
				wmk->path, strerror(-code));
	return WMK_OK;
}
