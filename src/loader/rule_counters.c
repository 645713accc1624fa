// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * rule_counters.c - the names of what is counted for a rule
 */
#include <stddef.h>
#include <string.h>

#include "print.h"

#define COUNTER(name) { #name, offsetof(struct wmk_rule_stats, name) }
#define VERDICT(name, verdict) \
	{ name, offsetof(struct wmk_rule_stats, verdicts[(verdict) - 1]) }

const struct rule_counter rule_counters[NR_RULE_COUNTERS] = {
	COUNTER(begun),
	COUNTER(forked),
	COUNTER(moved),
	COUNTER(killed),
	COUNTER(expired),
	COUNTER(replaced),
	COUNTER(evicted),
	COUNTER(overflowed),
	COUNTER(forgotten),
	COUNTER(ended),
	COUNTER(refused),
	COUNTER(matches),
	COUNTER(lost),
	COUNTER(busy),
	VERDICT("done", WMK_REACTED),
	VERDICT("monitored", WMK_MONITORED),
	VERDICT("lapsed", WMK_LAPSED),
	VERDICT("spared", WMK_SPARED),
	VERDICT("limited", WMK_LIMITED),
	COUNTER(unwritten),
	COUNTER(unnoted),
};

__u64 read_rule_counter(const struct wmk_rule_stats *stats, size_t counter)
{
	__u64 value;

	memcpy(&value, (const char *)stats + rule_counters[counter].offset,
	       sizeof(value));
	return value;
}
