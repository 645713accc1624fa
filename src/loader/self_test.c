// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * self_test.c - raised events -> whether each kind is seen where it is attached
 *
 * Objects are loaded once more for that, as programs that only count: no rule
 * reads these events, so that none matches and nothing is done.
 */
#include <stdlib.h>
#include <time.h>

#include "escape.h"
#include "monitor.h"
#include "print.h"
#include "raise.h"
#include "self_test.h"

#define TRIES	100		/* looks at a counter ... */
#define PAUSE	10000000	/* ... so many ns apart, as some events come late */

enum outcome {
	SEEN,
	BLIND,
	NOT_RAISED,
};

struct finding {
	enum outcome outcome;
	char reason[RAISE_REASON_SIZE];	/* of NOT_RAISED */
};

static enum wmk_fault count_of(struct wmk *wmk, __u32 kind, __u64 *count,
			       struct wmk_error *error)
{
	const struct wmk_stats *stats;
	enum wmk_fault fault = wmk_read_stats(wmk, &stats, error);

	if (!fault)
		*count = stats->kinds[kind];
	return fault;
}

static enum wmk_fault try_kind(struct wmk *wmk, __u32 kind,
			       struct finding *finding, struct wmk_error *error)
{
	const struct timespec pause = { .tv_nsec = PAUSE };
	enum wmk_fault fault;
	__u64 before, now;
	int i;

	*finding = (struct finding){ .outcome = BLIND };
	fault = count_of(wmk, kind, &before, error);
	if (fault)
		return fault;
	if (!raise_event(wmk_describe(wmk)->kinds[kind].name, finding->reason))
		finding->outcome = NOT_RAISED;
	for (i = 0; finding->outcome == BLIND && i < TRIES; i++) {
		if (i)
			nanosleep(&pause, NULL);
		fault = count_of(wmk, kind, &now, error);
		if (fault)
			return fault;
		if (now != before)
			finding->outcome = SEEN;
	}
	return WMK_OK;
}

/* Where the kind is read: in several places, or one. */
static void print_sections(FILE *to, const struct wmk *wmk, __u32 kind,
			   const char *between, void (*print)(FILE *, const char *))
{
	const struct wmk_description *about = wmk_describe(wmk);
	bool first = true;
	__u32 i;

	for (i = 0; i < about->object.nr_points; i++) {
		if (about->points[i].kind != kind || about->points[i].part ||
		    !wmk_point_chosen(wmk, i))
			continue;
		if (!first)
			fputs(between, to);
		print(to, about->points[i].section);
		first = false;
	}
}

static void print_text(FILE *to, const struct wmk *wmk,
		       const struct finding *findings, bool in_full)
{
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i, seen = 0;

	for (i = 0; i < about->object.nr_kinds; i++)
		seen += findings[i].outcome == SEEN;
	fputs("wmkload: self-test: ", to);
	print_plain(to, wmk_path(wmk));
	fprintf(to, ": %u of %u kinds seen\n", seen, about->object.nr_kinds);
	for (i = 0; i < about->object.nr_kinds; i++) {
		const char *name = about->kinds[i].name;

		switch (findings[i].outcome) {
		case SEEN:
			if (!in_full)
				break;
			fprintf(to, "  %s: seen at ", name);
			print_sections(to, wmk, i, " and ", print_plain);
			putc('\n', to);
			break;
		case BLIND:
			fprintf(to, "  %s: raised and not seen at ", name);
			print_sections(to, wmk, i, " and ", print_plain);
			fputs(", so rules with it are blind\n", to);
			break;
		case NOT_RAISED:
			fprintf(to, "  %s: not raised: %s\n", name,
				findings[i].reason);
			break;
		}
	}
}

static void print_json(FILE *to, const struct wmk *wmk,
		       const struct finding *findings)
{
	static const char *const names[] = { "seen", "not seen", "not raised" };
	const struct wmk_description *about = wmk_describe(wmk);
	__u32 i;

	fputs("{\"object\":", to);
	print_json_text(to, wmk_path(wmk));
	fputs(",\"kinds\":[", to);
	for (i = 0; i < about->object.nr_kinds; i++) {
		fprintf(to, "%s{\"kind\":", i ? "," : "");
		print_json_text(to, about->kinds[i].name);
		fputs(",\"sections\":[", to);
		print_sections(to, wmk, i, ",", print_json_text);
		fprintf(to, "],\"outcome\":\"%s\"", names[findings[i].outcome]);
		if (findings[i].outcome == NOT_RAISED) {
			fputs(",\"reason\":", to);
			print_json_text(to, findings[i].reason);
		}
		putc('}', to);
	}
	fputs("]}\n", to);
}

static enum wmk_fault prepare(struct wmk *wmk, struct wmk_kernel *kernel,
			      struct wmk_error *error)
{
	enum wmk_fault fault = wmk_set_counts_only(wmk, error);

	if (!fault)
		fault = wmk_choose(wmk, kernel, error);
	if (!fault)
		fault = wmk_load(wmk, error);
	if (!fault)
		fault = wmk_attach(wmk, error);
	if (!fault)
		fault = wmk_attach_denying(wmk, error);
	if (!fault)
		fault = wmk_activate(wmk, error);
	return fault;
}

static enum exit_code test_object(const char *path, struct wmk_kernel *kernel,
				  enum format format, FILE *to, bool in_full)
{
	enum exit_code code = EXIT_DONE;
	struct finding *findings = NULL;
	struct wmk_error error;
	enum wmk_fault fault;
	struct wmk *wmk;
	__u32 i, nr = 0;

	fault = wmk_open(path, NULL, &wmk, &error);
	if (!fault)
		fault = prepare(wmk, kernel, &error);
	if (!fault) {
		nr = wmk_describe(wmk)->object.nr_kinds;
		findings = calloc(nr, sizeof(*findings));
		if (!findings) {
			fputs("wmkload: out of memory\n", stderr);
			code = EXIT_SYSTEM;
		}
	}
	for (i = 0; findings && !fault && i < nr; i++) {
		fault = try_kind(wmk, i, &findings[i], &error);
		if (findings[i].outcome == BLIND)
			code = EXIT_LACKING;
	}
	if (fault)
		code = complain(&error);
	else if (findings && format == FORMAT_JSON)
		print_json(to, wmk, findings);
	else if (findings)
		print_text(to, wmk, findings, in_full);
	free(findings);
	if (wmk && wmk_unload(wmk, &error)) {
		enum exit_code unload = complain(&error);

		if (!code)
			code = unload;
	}
	wmk_close(wmk);
	return code;
}

enum exit_code self_test(const struct options *options,
			 struct wmk_kernel *kernel, FILE *to, bool in_full)
{
	enum exit_code code, worst = EXIT_DONE;
	int i;

	for (i = 0; i < options->nr_objects; i++) {
		code = test_object(options->objects[i], kernel,
				   in_full ? options->format : FORMAT_TEXT, to,
				   in_full);
		if (code)
			worst = code;
	}
	return worst;
}
