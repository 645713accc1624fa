/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * options.h - the command line of wmkload
 */
#ifndef WMKLOAD_OPTIONS_H
#define WMKLOAD_OPTIONS_H

#include <linux/types.h>
#include <stdbool.h>

#include "wmk.abi.h"

enum exit_code {
	EXIT_DONE = 0,
	EXIT_BAD_OBJECT = 1,
	EXIT_USAGE = 2,
	EXIT_LACKING = 69,	/* the kernel lacks something; EX_UNAVAILABLE */
	EXIT_BUG = 70,		/* ours; EX_SOFTWARE */
	EXIT_SYSTEM = 71,	/* the system's; EX_OSERR */
	EXIT_OUTPUT = 74,	/* standard output cannot be written; EX_IOERR */
	EXIT_FORBIDDEN = 77,	/* not root; EX_NOPERM */
};

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
};

enum task {
	TASK_MONITOR,
	TASK_CHECK,
	TASK_DESCRIBE,
	TASK_SELF_TEST,
	TASK_PROBE,		/* objects are sections, of which there may be none */
	TASK_DISARM,		/* objects are rules, likewise */
	TASK_ARM,		/* objects are rules */
};

/* --set NAME=VALUE */
struct setting {
	char *name;
	__s64 value;
};

/* What a scope is told by: options of these names, and --scope. */
enum restriction_by {
	BY_CGROUP,
	BY_CONTAINER,
	BY_USER,
	BY_EXE,
};

extern const char *const restriction_names[];	/* by enum restriction_by */

/* --user VALUE, --scope RULE:user=VALUE, --spare user=VALUE */
struct restriction {
	const char *rule;	/* NULL: all of every object */
	bool spares;		/* it is of who is not reacted upon */
	enum restriction_by by;
	const char *value;
};

/* --budget RULE=VALUE */
struct budget {
	const char *rule;	/* NULL: each rule of every object */
	__u64 ns;		/* of CPUs' time, a second */
};

/* --reaction-rate [RULE=]N/s */
struct rate {
	const char *rule;	/* NULL: every one that none is said for */
	__u64 per_second;	/* 0: no limit */
};

/* --react-to RULE=init,kernel */
struct reach {
	const char *rule;
	__u8 whom;		/* enum wmk_spare */
};

struct options {
	enum task task;
	enum format format;
	bool verbose;
	bool self_test_first;	/* before it monitors */
	__u64 count;		/* of matches to end after; 0: no end */
	__u64 duration_ns;	/* likewise */
	__u32 ring_buffer;	/* bytes; 0: as the object has it */
	const char *record;	/* path; NULL: events are not recorded */
	__u32 record_buffer;	/* bytes; 0: as RECORD_BUFFER says */
	struct setting *settings;	/* to be freed */
	int nr_settings;
	struct restriction *restrictions;	/* likewise */
	int nr_restrictions;
	struct budget *budgets;	/* likewise */
	int nr_budgets;
	__u64 resume_after;	/* ns, WMK_FOR_EVER: never; 0: as RESUME_AFTER says */
	__u32 sample;		/* of so many events one is timed; 0: as SAMPLE says */
	bool run_time;
	__u64 max_memory;	/* bytes; 0: no limit */
	const char **enforced;	/* lists of rules, NULL: every rule; to be freed */
	int nr_enforced;
	__u64 lease_ns;		/* 0: enforced rules need none */
	struct rate *rates;	/* to be freed; a later one counts */
	int nr_rates;
	struct reach *reaches;	/* likewise */
	int nr_reaches;
	struct restriction *spared;	/* likewise */
	int nr_spared;
	char **objects;
	int nr_objects;
};

/*
 * Returns -1, or the code to exit with at once; free_options in any case. Cuts
 * up what argv holds.
 */
int parse_options(int argc, char **argv, struct options *options);
void free_options(struct options *options);

/* "10s", "500ms": an integer and ns, us, ms, s, min or h; more than 0 */
bool parse_duration(const char *text, __u64 *ns);

/* "262144", "256K", "1M": a power of two, at least a page, below 2^32 */
bool parse_ring_buffer(const char *text, __u32 *bytes);

/* "limit=-1", "a.wmk:mask=0x7fff"; cuts the text where its name ends */
bool parse_setting(char *text, struct setting *setting);

/* "RULE:user=VALUE"; cuts the text where the rule and the name end */
bool parse_scope(char *text, struct restriction *restriction);

/* Is the value one that the name takes? */
bool check_restriction(const struct restriction *restriction);

/* "64M": a number, K, M and G allowed; more than 0 */
bool parse_size(const char *text, __u64 *bytes);

/*
 * "RULE=1.5%", "15ms": per cent of one CPU, or its time a second; cuts the text
 * where the rule ends
 */
bool parse_budget(char *text, struct budget *budget);

/* react_options.c: "5/s", "RULE=5/s", "none"; cuts the text where the rule ends */
bool parse_rate(char *text, struct rate *rate);
/* "RULE=init,loader"; likewise */
bool parse_reach(char *text, struct reach *reach);
/* "user=VALUE" */
bool parse_spare(const char *text, struct restriction *spared);
/* "a,b": is the name one of these? */
bool is_in_list(const char *list, const char *name);

/* A decimal number above 0, and nothing after it. */
bool parse_count(const char *text, __u64 *count);

#endif /* WMKLOAD_OPTIONS_H */
