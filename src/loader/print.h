/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * print.h - what libwmk tells -> lines, as text or as JSON
 */
#ifndef WMKLOAD_PRINT_H
#define WMKLOAD_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "wmk.h"

struct niced;

/*
 * print_text.c; named: several rules are loaded, so lines name theirs. niced:
 * what came of nice(n), an element a reaction; or NULL
 */
void print_match_text(FILE *to, const struct wmk_match *match,
		      const struct niced *niced, bool named);
void print_note_text(FILE *to, const struct wmk_match *note, bool named);
void print_gap_text(FILE *to, const struct wmk_gap *gap, bool named);
void print_suspension_text(FILE *to, const struct wmk_suspension *suspension,
			   bool named);

/* print_json.c; offset_ns: as wall_offset() says */
void print_match_json(FILE *to, const struct wmk_match *match,
		      const struct niced *niced, __s64 offset_ns);
void print_note_json(FILE *to, const struct wmk_match *note, __s64 offset_ns);
void print_gap_json(FILE *to, const struct wmk_gap *gap);
void print_suspension_json(FILE *to, const struct wmk_suspension *suspension,
			   __s64 offset_ns);

/* print_value_json.c: returns whether a string stands there only in part */
bool print_value_json(FILE *to, const struct wmk_value *value);
/* "ring buffer full" */
const char *gap_cause(const struct wmk_gap *gap);

/* format_log.c: what a note of log says, any bytes; to be freed */
struct text {
	char *bytes;
	size_t length;
};

void format_log(struct text *text, const struct wmk_match *note);

/* print_reactions.c: behind what a match returns */
void print_reactions_text(FILE *to, const struct wmk_match *match,
			  const struct niced *niced);
void print_reactions_json(FILE *to, const struct wmk_match *match,
			  const struct niced *niced);
/* "signal(9)" */
void print_call(FILE *to, const struct wmk_reaction_info *reaction);

/* print_stack.c */
void print_stack_text(FILE *to, const struct wmk_value *stack);
void print_stack_json(FILE *to, const struct wmk_value *stack);

/* print_event.c: lines of a trace; offset_ns: as wall_offset() says */
void print_trace_head(FILE *to, const char *generator, __s64 offset_ns);
void print_trace_end(FILE *to, __u64 until);
void print_event(FILE *to, const struct wmk_event *event);
void print_event_gap(FILE *to, const struct wmk_gap *gap);

/* print_address.c: "10.0.0.1", "fe80::1" */
void print_address(FILE *to, const __u8 *address);

/* print_bytes.c: "64.0 KiB" */
void print_bytes(FILE *to, __u64 bytes);

/* print_memory.c: with_ways: to make it less; add_memory: of several objects */
void add_memory(struct wmk_memory *to, const struct wmk_memory *one);
void print_memory_line(FILE *to, const struct wmk_memory *memory);
void print_memory_parts(FILE *to, const struct wmk_memory *memory, bool with_ways);
void print_memory_json(FILE *to, const struct wmk_memory *memory);

/* What print_stats_... print of one object. */
struct stats_of {
	const struct wmk *wmk;
	const struct wmk_stats *stats;
};

/* print_stats_text.c, print_stats_json.c; seconds: since activation */
void print_stats_text(FILE *to, const struct stats_of *objects, int nr_objects,
		      double seconds);
void print_stats_json(FILE *to, const struct stats_of *objects, int nr_objects,
		      double seconds);

/*
 * print_ready.c: "wmkload: ready: 2 rules, 1 enforced, 5 programs, 1.2 MiB of
 * tables";
 * returns the number of rules
 */
__u64 print_ready(FILE *to, const struct stats_of *objects, int nr_objects);

/* The counters of a rule, in the order of struct wmk_rule_stats. */
struct rule_counter {
	const char *name;
	size_t offset;
};

#define NR_RULE_COUNTERS (sizeof(struct wmk_rule_stats) / sizeof(__u64))
/* From here on they are of DO. */
#define FIRST_DO_COUNTER \
	(offsetof(struct wmk_rule_stats, verdicts) / sizeof(__u64))
extern const struct rule_counter rule_counters[NR_RULE_COUNTERS];
__u64 read_rule_counter(const struct wmk_rule_stats *stats, size_t counter);

/* print_describe_text.c, print_describe_json.c */
void print_describe_text(FILE *to, const struct wmk *wmk);
void print_describe_json(FILE *to, const struct wmk *wmk);

/* The attach point that each kind has got; print_choice_json.c: as JSON, with what the verifier walked. */
void print_choice_text(FILE *to, const struct wmk *wmk);
void print_choice_json(FILE *to, const struct stats_of *object);

/* print_probe.c */
void print_probe(FILE *to, bool as_json, struct wmk_kernel *kernel,
		 char *const *sections, int nr_sections);

#endif /* WMKLOAD_PRINT_H */
