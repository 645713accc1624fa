// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * options.c - argv -> struct options
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "options.h"
#include "wmk.abi.h"

#ifndef WMKLOAD_VERSION
#define WMKLOAD_VERSION "unknown"
#endif

static const char usage[] =
"usage: wmkload [options] OBJECT|MODULE.ko...\n"
"\n"
"Loads monitors that wmkgen made, activates them all in one moment, and prints\n"
"a line for each match until it is told to stop.\n"
"\n"
"  --format text|json   how records and statistics are printed (text)\n"
"  --count N            end after N matches\n"
"  --duration T         end after T: a number and ns, us, ms, s, min or h\n"
"  --ring-buffer BYTES  of each object: a power of two, K and M allowed\n"
"  --record FILE        write each event that the programs read to a file, which\n"
"                       wmkgen replay reads; of one object only\n"
"  --record-buffer BYTES  of the events on their way there (4M)\n"
"  --set VAR=NUMBER     what a VAR of the rules begins with; FILE:VAR where two\n"
"                       files have one\n"
"  --cgroup PATH|ID     read only events of tasks in this cgroup or below it\n"
"  --container ID       ... of this container: its ID, or how it begins\n"
"  --user NAME|UID      ... of this user, repeatable: of any of these users\n"
"  --exe PATH           ... that execute this file, likewise\n"
"  --scope RULE:cgroup=PATH|ID, RULE:container=ID, RULE:user=..., RULE:exe=...\n"
"                       the same for one rule, beside what is said for all\n"
"  --max-memory BYTES   load nothing if it could take more of the kernel's memory;\n"
"                       K, M and G allowed\n"
"  --run-time           measure what programs take of CPUs, and rules of objects\n"
"                       that were compiled with budgets (wmkgen --budgets)\n"
"  --sample N           time one of N events for rules, a power of two (16)\n"
"  --budget BUDGET, --budget RULE=BUDGET\n"
"                       suspend a rule that takes more within a second: per cent\n"
"                       of one CPU, or its time a second (0.5% or 5ms); of such\n"
"                       objects\n"
"  --resume-after T     when a suspended rule comes back (1min), or never\n"
"  --enforce[=RULE,...] do what DO of these rules, or of all, asks of the system;\n"
"                       otherwise it is only told\n"
"  --lease T            ... until wmkload has not run for T, from 100ms to 1h (30s)\n"
"  --no-lease           ... whether it runs or not\n"
"  --reaction-rate [RULE=]N/s|none  ... so many times a second, a rule (10/s)\n"
"  --spare exe=PATH, user=NAME|UID, cgroup=PATH|ID  ... not to these; repeatable\n"
"  --react-to RULE=init,loader,kernel  ... but also to process 1, to wmkload, to\n"
"                       threads of the kernel\n"
"  --check              say what the kernel lacks for the objects, and end\n"
"  --self-test          raise a harmless event of each kind, say which are seen\n"
"                       where they are attached, and end; no rule reads them\n"
"  --self-test-at-start do so first, and end with 69 where one is not seen\n"
"  --probe              say which attach points (given in place of objects, as\n"
"                       lsm/file_open) and reactions this kernel has, and end\n"
"  --disarm             let the rules (given in place of objects; or all) of every\n"
"                       monitor that runs enforce nothing any more, and end\n"
"  --arm                let the rules of monitors that run be enforced, and end\n"
"  --describe           say what is in the objects, and end; needs no root\n"
"  --verbose            show what libbpf and staprun say\n"
"  --version, --help\n"
"\n"
"Records go to standard output, all else to standard error: a line that begins\n"
"'wmkload: ready:' once the monitors are active, and statistics at the end and\n"
"on SIGUSR1. SIGINT, SIGTERM and SIGHUP end it.\n"
"\n"
"Exit status: 0 done; 1 not an object of wmkgen, or a damaged one; 2 usage;\n"
"69 the kernel lacks something; 70 a bug of wmkgen or wmkload; 71 the system\n"
"failed; 74 the output cannot be written; 77 not permitted to load programs.\n";

/* Digits, then a unit: the number; *unit is what follows the digits */
static bool parse_number(const char *text, __u64 *number, const char **unit)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*number = strtoull(text, &end, 10);
	*unit = end;
	return !errno && *number;
}

bool parse_count(const char *text, __u64 *count)
{
	const char *unit;

	return parse_number(text, count, &unit) && !*unit;
}

bool parse_duration(const char *text, __u64 *ns)
{
	static const struct {
		const char *name;
		__u64 ns;
	} units[] = {
		{ "ns", 1 },
		{ "us", 1000 },
		{ "ms", 1000 * 1000 },
		{ "s", 1000 * 1000 * 1000 },
		{ "min", 60ULL * 1000 * 1000 * 1000 },
		{ "h", 3600ULL * 1000 * 1000 * 1000 },
	};
	const char *unit;
	__u64 number;
	size_t i;

	if (!parse_number(text, &number, &unit))
		return false;
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (!strcmp(unit, units[i].name))
			return !__builtin_mul_overflow(number, units[i].ns, ns) &&
			       *ns <= (__u64)INT64_MAX / 2;
	return false;
}

bool parse_ring_buffer(const char *text, __u32 *bytes)
{
	const char *unit;
	__u64 number;

	if (!parse_number(text, &number, &unit) || number > 1ULL << 32)
		return false;
	if (!strcmp(unit, "K"))
		number <<= 10;
	else if (!strcmp(unit, "M"))
		number <<= 20;
	else if (*unit)
		return false;
	if (number < (__u64)sysconf(_SC_PAGESIZE) || number > 1U << 31 ||
	    number & (number - 1))
		return false;
	*bytes = (__u32)number;
	return true;
}

/* A power of two, up to 65536 */
static bool parse_sample(const char *text, __u32 *sample)
{
	__u64 number;

	if (!parse_count(text, &number) || number > 1 << 16 ||
	    number & (number - 1))
		return false;
	*sample = (__u32)number;
	return true;
}

bool parse_size(const char *text, __u64 *bytes)
{
	static const char units[] = "KMG";
	const char *unit, *known;
	int shift = 0;

	if (!parse_number(text, bytes, &unit))
		return false;
	if (*unit) {
		known = strchr(units, *unit);
		if (!known || unit[1])
			return false;
		shift = 10 * (int)(known - units + 1);
	}
	return !__builtin_mul_overflow(*bytes, 1ULL << shift, bytes);
}

#define NS_PER_PERCENT	10000000	/* of a second */
#define MOST_PERCENT	1000000		/* ten thousand CPUs */

static bool parse_percent(const char *text, __u64 *ns)
{
	__u64 digit = NS_PER_PERCENT, whole;
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	whole = strtoull(text, &end, 10);
	if (errno || whole > MOST_PERCENT)
		return false;
	*ns = whole * NS_PER_PERCENT;
	if (*end == '.') {
		if (!isdigit((unsigned char)end[1]))
			return false;
		for (end++; isdigit((unsigned char)*end); end++) {
			digit /= 10;
			*ns += digit * (__u64)(*end - '0');
		}
	}
	return !strcmp(end, "%") && *ns;
}

bool parse_budget(char *text, struct budget *budget)
{
	char *equals = strchr(text, '=');
	const char *value = equals ? equals + 1 : text;

	if (equals == text || (!parse_percent(value, &budget->ns) &&
			       !parse_duration(value, &budget->ns)))
		return false;
	if (equals)
		*equals = '\0';
	budget->rule = equals ? text : NULL;
	return true;
}

bool parse_setting(char *text, struct setting *setting)
{
	char *equals = strrchr(text, '=');
	const char *digits;
	char *end;
	int base;

	if (!equals || equals == text || equals[-1] == ':')
		return false;
	digits = equals + 1 + (equals[1] == '-');
	base = digits[0] == '0' && digits[1] == 'x' ? 16 : 10;
	if (!isxdigit((unsigned char)digits[base == 16 ? 2 : 0]))
		return false;
	errno = 0;
	setting->value = strtoll(equals + 1, &end, base);
	if (errno || *end || end == equals + 1)
		return false;
	*equals = '\0';
	setting->name = text;
	return true;
}

const char *const restriction_names[] = {
	[BY_CGROUP] = "cgroup",
	[BY_CONTAINER] = "container",
	[BY_USER] = "user",
	[BY_EXE] = "exe",
};

bool check_restriction(const struct restriction *restriction)
{
	const char *value = restriction->value;
	size_t length = strlen(value);

	if (restriction->by == BY_CONTAINER)
		return length && length <= 64 &&
		       strspn(value, "0123456789abcdef") == length;
	return length;
}

bool parse_scope(char *text, struct restriction *restriction)
{
	char *colon = strchr(text, ':');
	char *equals = colon ? strchr(colon, '=') : NULL;
	size_t i;

	if (!equals || colon == text)
		return false;
	*colon = '\0';
	*equals = '\0';
	restriction->spares = false;
	restriction->rule = text;
	restriction->value = equals + 1;
	for (i = 0; i < sizeof(restriction_names) / sizeof(restriction_names[0]);
	     i++) {
		if (strcmp(colon + 1, restriction_names[i]))
			continue;
		restriction->by = (enum restriction_by)i;
		return check_restriction(restriction);
	}
	return false;
}

static int bad_usage(const char *what, const char *value, const char *hint)
{
	fprintf(stderr, "wmkload: %s%s%s%s: %s\n", what, value ? " '" : "",
		value ? value : "", value ? "'" : "", hint);
	return EXIT_USAGE;
}

enum { OPTION_FORMAT = 256, OPTION_COUNT, OPTION_DURATION, OPTION_RING_BUFFER,
       OPTION_RECORD, OPTION_RECORD_BUFFER, OPTION_SET, OPTION_CGROUP,
       OPTION_CONTAINER, OPTION_USER, OPTION_EXE, OPTION_SCOPE,
       OPTION_MAX_MEMORY, OPTION_RUN_TIME, OPTION_SAMPLE, OPTION_BUDGET,
       OPTION_RESUME_AFTER, OPTION_ENFORCE, OPTION_LEASE, OPTION_NO_LEASE,
       OPTION_REACTION_RATE, OPTION_SPARE, OPTION_REACT_TO, OPTION_CHECK,
       OPTION_SELF_TEST, OPTION_SELF_TEST_AT_START, OPTION_PROBE,
       OPTION_DISARM, OPTION_ARM, OPTION_DESCRIBE, OPTION_VERBOSE,
       OPTION_VERSION, OPTION_HELP };

#define DEFAULT_LEASE	(30ULL * 1000 * 1000 * 1000)	/* ns */
#define LEAST_LEASE	(100ULL * 1000 * 1000)
#define MOST_LEASE	(3600ULL * 1000 * 1000 * 1000)

#define BUFFER_HINT	\
	"expected a power of two of bytes, from a page to 2048M, as in 256K"

/* For all of every object. */
static int restrict_by(struct options *options, enum restriction_by by)
{
	struct restriction *one =
		&options->restrictions[options->nr_restrictions++];

	*one = (struct restriction){ .by = by, .value = optarg };
	if (check_restriction(one))
		return -1;
	fprintf(stderr, "wmkload: --%s '%s': expected %s\n", restriction_names[by],
		optarg, by == BY_CONTAINER ?
			"up to 64 hexadecimal digits, in small letters" :
			"a name");
	return EXIT_USAGE;
}

/* One option -> -1, or the code to exit with */
static int take_option(int option, struct options *options)
{
	switch (option) {
	case OPTION_FORMAT:
		if (!strcmp(optarg, "json"))
			options->format = FORMAT_JSON;
		else if (!strcmp(optarg, "text"))
			options->format = FORMAT_TEXT;
		else
			return bad_usage("--format", optarg,
					 "expected text or json");
		return -1;
	case OPTION_COUNT:
		if (!parse_count(optarg, &options->count))
			return bad_usage("--count", optarg,
					 "expected a number of matches, 1 or more");
		return -1;
	case OPTION_DURATION:
		if (!parse_duration(optarg, &options->duration_ns))
			return bad_usage("--duration", optarg,
					 "expected a number and ns, us, ms, s, min or h, as in 10s");
		return -1;
	case OPTION_RING_BUFFER:
		if (!parse_ring_buffer(optarg, &options->ring_buffer))
			return bad_usage("--ring-buffer", optarg, BUFFER_HINT);
		return -1;
	case OPTION_RECORD:
		if (!strcmp(optarg, "-"))
			return bad_usage("--record", optarg,
					 "matches go to standard output: expected a file, or /dev/fd/3 and the like");
		options->record = optarg;
		return -1;
	case OPTION_RECORD_BUFFER:
		if (!parse_ring_buffer(optarg, &options->record_buffer))
			return bad_usage("--record-buffer", optarg,
					 BUFFER_HINT);
		return -1;
	case OPTION_SET:
		if (!parse_setting(optarg,
				   &options->settings[options->nr_settings]))
			return bad_usage("--set", optarg,
					 "expected a VAR, = and a signed number of 64 bits, as in limit=10");
		options->nr_settings++;
		return -1;
	case OPTION_CGROUP:
		return restrict_by(options, BY_CGROUP);
	case OPTION_CONTAINER:
		return restrict_by(options, BY_CONTAINER);
	case OPTION_USER:
		return restrict_by(options, BY_USER);
	case OPTION_EXE:
		return restrict_by(options, BY_EXE);
	case OPTION_SCOPE:
		if (!parse_scope(optarg, &options->restrictions[options->nr_restrictions]))
			return bad_usage("--scope", optarg,
					 "expected a rule, : and cgroup=, container=, user= or exe=, as in logins:user=root");
		options->nr_restrictions++;
		return -1;
	case OPTION_MAX_MEMORY:
		if (!parse_size(optarg, &options->max_memory))
			return bad_usage("--max-memory", optarg,
					 "expected a number of bytes, as in 64M");
		return -1;
	case OPTION_RUN_TIME:
		options->run_time = true;
		return -1;
	case OPTION_SAMPLE:
		if (!parse_sample(optarg, &options->sample))
			return bad_usage("--sample", optarg,
					 "expected a power of two of events, from 1 to 65536");
		return -1;
	case OPTION_BUDGET:
		if (!parse_budget(optarg,
				  &options->budgets[options->nr_budgets]))
			return bad_usage("--budget", optarg,
					 "expected per cent of one CPU, or its time a second, as in logins=0.5% or 5ms");
		options->nr_budgets++;
		return -1;
	case OPTION_RESUME_AFTER:
		if (!strcmp(optarg, "never"))
			options->resume_after = WMK_FOR_EVER;
		else if (!parse_duration(optarg, &options->resume_after))
			return bad_usage("--resume-after", optarg,
					 "expected never, or a number and ns, us, ms, s, min or h, as in 10min");
		return -1;
	case OPTION_ENFORCE:
		options->enforced[options->nr_enforced++] = optarg;
		return -1;
	case OPTION_LEASE:
		if (!parse_duration(optarg, &options->lease_ns) ||
		    options->lease_ns < LEAST_LEASE ||
		    options->lease_ns > MOST_LEASE)
			return bad_usage("--lease", optarg,
					 "expected a number and ms, s, min or h, from 100ms to 1h, as in 30s");
		return -1;
	case OPTION_NO_LEASE:
		options->lease_ns = 0;
		return -1;
	case OPTION_REACTION_RATE:
		if (!parse_rate(optarg, &options->rates[options->nr_rates]))
			return bad_usage("--reaction-rate", optarg,
					 "expected none, or a number up to 1000000 and /s, behind a rule and = where it is for one, as in killer=5/s");
		options->nr_rates++;
		return -1;
	case OPTION_SPARE:
		if (!parse_spare(optarg, &options->spared[options->nr_spared]))
			return bad_usage("--spare", optarg,
					 "expected exe=, user= or cgroup= and a name, as in user=root");
		options->nr_spared++;
		return -1;
	case OPTION_REACT_TO:
		if (!parse_reach(optarg, &options->reaches[options->nr_reaches]))
			return bad_usage("--react-to", optarg,
					 "expected a rule, = and init, loader or kernel, as in killer=init,kernel");
		options->nr_reaches++;
		return -1;
	case OPTION_CHECK:
		options->task = TASK_CHECK;
		return -1;
	case OPTION_SELF_TEST:
		options->task = TASK_SELF_TEST;
		return -1;
	case OPTION_SELF_TEST_AT_START:
		options->self_test_first = true;
		return -1;
	case OPTION_PROBE:
		options->task = TASK_PROBE;
		return -1;
	case OPTION_DISARM:
		options->task = TASK_DISARM;
		return -1;
	case OPTION_ARM:
		options->task = TASK_ARM;
		return -1;
	case OPTION_DESCRIBE:
		options->task = TASK_DESCRIBE;
		return -1;
	case OPTION_VERBOSE:
		options->verbose = true;
		return -1;
	case OPTION_VERSION:
		printf("wmkload %s (object format %d, libbpf %s)\n",
		       WMKLOAD_VERSION, WMK_ABI_VERSION,
		       libbpf_version_string());
		return EXIT_DONE;
	case OPTION_HELP:
		fputs(usage, stdout);
		return EXIT_DONE;
	default:
		fputs("wmkload: see wmkload --help\n", stderr);
		return EXIT_USAGE;
	}
}

/* One option may be given as often as there are arguments. */
static bool make_room(struct options *options, size_t most)
{
	options->settings = calloc(most, sizeof(*options->settings));
	options->restrictions = calloc(most, sizeof(*options->restrictions));
	options->budgets = calloc(most, sizeof(*options->budgets));
	options->enforced = calloc(most, sizeof(*options->enforced));
	options->rates = calloc(most, sizeof(*options->rates));
	options->reaches = calloc(most, sizeof(*options->reaches));
	options->spared = calloc(most, sizeof(*options->spared));
	return options->settings && options->restrictions &&
	       options->budgets && options->enforced && options->rates &&
	       options->reaches && options->spared;
}

int parse_options(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{ "format", required_argument, NULL, OPTION_FORMAT },
		{ "count", required_argument, NULL, OPTION_COUNT },
		{ "duration", required_argument, NULL, OPTION_DURATION },
		{ "ring-buffer", required_argument, NULL, OPTION_RING_BUFFER },
		{ "record", required_argument, NULL, OPTION_RECORD },
		{ "record-buffer", required_argument, NULL,
		  OPTION_RECORD_BUFFER },
		{ "set", required_argument, NULL, OPTION_SET },
		{ "cgroup", required_argument, NULL, OPTION_CGROUP },
		{ "container", required_argument, NULL, OPTION_CONTAINER },
		{ "user", required_argument, NULL, OPTION_USER },
		{ "exe", required_argument, NULL, OPTION_EXE },
		{ "scope", required_argument, NULL, OPTION_SCOPE },
		{ "max-memory", required_argument, NULL, OPTION_MAX_MEMORY },
		{ "run-time", no_argument, NULL, OPTION_RUN_TIME },
		{ "sample", required_argument, NULL, OPTION_SAMPLE },
		{ "budget", required_argument, NULL, OPTION_BUDGET },
		{ "resume-after", required_argument, NULL,
		  OPTION_RESUME_AFTER },
		{ "enforce", optional_argument, NULL, OPTION_ENFORCE },
		{ "lease", required_argument, NULL, OPTION_LEASE },
		{ "no-lease", no_argument, NULL, OPTION_NO_LEASE },
		{ "reaction-rate", required_argument, NULL,
		  OPTION_REACTION_RATE },
		{ "spare", required_argument, NULL, OPTION_SPARE },
		{ "react-to", required_argument, NULL, OPTION_REACT_TO },
		{ "check", no_argument, NULL, OPTION_CHECK },
		{ "self-test", no_argument, NULL, OPTION_SELF_TEST },
		{ "self-test-at-start", no_argument, NULL,
		  OPTION_SELF_TEST_AT_START },
		{ "probe", no_argument, NULL, OPTION_PROBE },
		{ "disarm", no_argument, NULL, OPTION_DISARM },
		{ "arm", no_argument, NULL, OPTION_ARM },
		{ "describe", no_argument, NULL, OPTION_DESCRIBE },
		{ "verbose", no_argument, NULL, OPTION_VERBOSE },
		{ "version", no_argument, NULL, OPTION_VERSION },
		{ "help", no_argument, NULL, OPTION_HELP },
		{ 0 },
	};
	static char name[] = "wmkload";
	int option, code;

	memset(options, 0, sizeof(*options));
	options->lease_ns = DEFAULT_LEASE;
	if (!make_room(options, (size_t)argc + 1)) {
		fputs("wmkload: out of memory\n", stderr);
		return EXIT_SYSTEM;
	}
	if (argc)
		argv[0] = name;	/* getopt_long begins its messages with it */
	while ((option = getopt_long(argc, argv, "h", known, NULL)) != -1) {
		code = take_option(option == 'h' ? OPTION_HELP : option,
				   options);
		if (code >= 0)
			return code;
	}
	options->objects = argv + optind;
	options->nr_objects = argc - optind;
	if (!options->nr_objects && options->task == TASK_ARM)
		return bad_usage("--arm", NULL, "expected the names of rules");
	if (!options->nr_objects && options->task != TASK_PROBE &&
	    options->task != TASK_DISARM)
		return bad_usage("no object given", NULL,
				 "expected the files that wmkgen wrote (see wmkload --help)");
	if (options->record && options->nr_objects > 1)
		return bad_usage("--record", options->record,
				 "of one object only: compile the rules into one");
	if (options->record_buffer && !options->record)
		return bad_usage("--record-buffer", NULL,
				 "of no use without --record");
	if (options->sample && !options->run_time && !options->nr_budgets)
		return bad_usage("--sample", NULL,
				 "of no use without --run-time or --budget");
	if (options->resume_after && !options->nr_budgets)
		return bad_usage("--resume-after", NULL,
				 "of no use without --budget");
	return -1;
}

void free_options(struct options *options)
{
	free(options->settings);
	free(options->restrictions);
	free(options->budgets);
	free(options->enforced);
	free(options->rates);
	free(options->reaches);
	free(options->spared);
}
