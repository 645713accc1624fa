// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_reactions.c - what a match asked of the system, and what became of it
 * -> the end of its line, as text or as JSON
 *
 * What was not done is what `wmkgen replay` prints of the match, and behind it
 * why, where the rule is enforced.
 */
#include "escape.h"
#include "nice.h"
#include "print.h"

/* Why it was not done; NULL: it was, or nobody wanted it to be. */
static const char *find_reason(const struct wmk_record *record)
{
	switch ((enum wmk_verdict)record->verdict) {
	case WMK_LAPSED:
		return "lease lapsed";
	case WMK_SPARED:
		return "spared";
	case WMK_LIMITED:
		return "reaction rate";
	case WMK_REACTED:
	case WMK_MONITORED:
		break;
	}
	return NULL;
}

void print_call(FILE *to, const struct wmk_reaction_info *reaction)
{
	static const char *const names[] = {
		[WMK_SIGNAL_PROCESS] = "signal",
		[WMK_SIGNAL_THREAD] = "signal_thread",
		[WMK_DENY] = "deny",
		[WMK_OVERRIDE] = "override",
		[WMK_NICE] = "nice",
	};

	fprintf(to, "%s(%d)", names[reaction->call], reaction->number);
}

/* Bits of reactions that were asked for and not done. */
static __u64 find_failed(const struct wmk_match *match,
			 const struct niced *niced)
{
	__u64 failed = match->record->failed;
	__u32 i;

	for (i = 0; niced && i < match->rule->nr_reactions; i++)
		if (niced[i].why)
			failed |= 1ULL << i;
	return failed;
}

static void print_niced(FILE *to, const struct wmk_match *match,
			const struct niced *niced)
{
	fprintf(to, " (process %u: ", match->record->pid);
	if (niced->why)
		fputs(niced->why, to);
	else
		fprintf(to, "%d to %d", niced->from, niced->to);
	fprintf(to, ", after %.3f ms)", (double)niced->late / 1e6);
}

static void print_calls_text(FILE *to, const struct wmk_match *match,
			     __u64 which, const struct niced *niced)
{
	bool first = true;
	__u32 i;

	for (i = 0; i < match->rule->nr_reactions; i++) {
		if (!(which >> i & 1))
			continue;
		fputs(first ? " " : ", ", to);
		first = false;
		print_call(to, &match->reactions[i]);
		if (niced && match->reactions[i].call == WMK_NICE)
			print_niced(to, match, &niced[i]);
	}
}

void print_reactions_text(FILE *to, const struct wmk_match *match,
			  const struct niced *niced)
{
	const struct wmk_record *record = match->record;
	const char *reason = find_reason(record);
	__u64 failed = find_failed(match, niced);
	__u64 did = record->reached & ~failed;

	if (!record->verdict)
		return;
	if (record->verdict != WMK_REACTED) {
		fputs(" would", to);
		print_calls_text(to, match, record->reached, NULL);
		if (reason)
			fprintf(to, " (%s)", reason);
		return;
	}
	if (did) {
		fputs(" did", to);
		print_calls_text(to, match, did, niced);
	}
	if (failed) {
		fputs(did ? "; failed" : " failed", to);
		print_calls_text(to, match, failed, niced);
	}
}

static void print_calls_json(FILE *to, const char *member,
			     const struct wmk_match *match, __u64 which)
{
	bool first = true;
	__u32 i;

	fprintf(to, ",\"%s\":[", member);
	for (i = 0; i < match->rule->nr_reactions; i++) {
		if (!(which >> i & 1))
			continue;
		fputs(first ? "\"" : ",\"", to);
		first = false;
		print_call(to, &match->reactions[i]);
		putc('"', to);
	}
	putc(']', to);
}

static void print_niced_json(FILE *to, const struct wmk_match *match,
			     const struct niced *niced)
{
	bool first = true;
	__u32 i;

	for (i = 0; i < match->rule->nr_reactions; i++) {
		if (match->reactions[i].call != WMK_NICE ||
		    !(match->record->reached >> i & 1))
			continue;
		fprintf(to, "%s{\"by\":%d,", first ? ",\"nice\":[" : ",",
			match->reactions[i].number);
		first = false;
		if (niced[i].why)
			fprintf(to, "\"error\":\"%s\"", niced[i].why);
		else
			fprintf(to, "\"from\":%d,\"to\":%d", niced[i].from,
				niced[i].to);
		fprintf(to, ",\"late_ns\":%llu}",
			(unsigned long long)niced[i].late);
	}
	if (!first)
		putc(']', to);
}

void print_reactions_json(FILE *to, const struct wmk_match *match,
			  const struct niced *niced)
{
	const struct wmk_record *record = match->record;
	const char *reason = find_reason(record);
	__u64 failed = find_failed(match, niced);

	if (!record->verdict)
		return;
	if (record->verdict == WMK_REACTED) {
		print_calls_json(to, "did", match, record->reached & ~failed);
		if (failed)
			print_calls_json(to, "failed", match, failed);
		if (niced)
			print_niced_json(to, match, niced);
	} else {
		print_calls_json(to, "would", match, record->reached);
		if (reason)
			fprintf(to, ",\"why\":\"%s\"", reason);
	}
	if (record->pid)
		fprintf(to, ",\"target\":{\"pid\":%u,\"tid\":%u,\"start\":%llu}",
			record->pid, record->tid,
			(unsigned long long)record->process_start);
}
