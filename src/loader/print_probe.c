// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_probe.c - attach points, and reactions -> lines that say which this
 * kernel can do
 */
#include "escape.h"
#include "print.h"

static void print_text(FILE *to, const char *name, enum wmk_support support,
		       const char *reason)
{
	static const char *const words[] = { "yes", "no", "cannot tell" };

	print_plain(to, name);
	fprintf(to, ": %s", words[support]);
	if (support != WMK_HAS) {
		fputs(": ", to);
		print_plain(to, reason);
	}
	putc('\n', to);
}

static void print_json(FILE *to, const char *what, const char *name,
		       enum wmk_support support, const char *reason)
{
	static const char *const words[] = { "true", "false", "null" };

	fprintf(to, "{\"%s\":", what);
	print_json_text(to, name);
	fprintf(to, ",\"has\":%s,\"reason\":", words[support]);
	if (support == WMK_HAS)
		fputs("null", to);
	else
		print_json_text(to, reason);
	fputs("}\n", to);
}

static void print_one(FILE *to, bool as_json, const char *what,
		      const char *name, enum wmk_support support,
		      const char *reason)
{
	if (as_json)
		print_json(to, what, name, support, reason);
	else
		print_text(to, name, support, reason);
}

void print_probe(FILE *to, bool as_json, struct wmk_kernel *kernel,
		 char *const *sections, int nr_sections)
{
	enum wmk_support support;
	char reason[512];
	const char *name;
	__u32 number;
	int i;

	if (as_json) {
		fputs("{\"kernel\":", to);
		print_json_text(to, wmk_kernel_release(kernel));
		fprintf(to, ",\"tried\":%s}\n",
			wmk_kernel_is_tried(kernel) ? "true" : "false");
	}
	for (i = 0; i < nr_sections; i++) {
		support = wmk_probe_point(kernel, sections[i], reason,
					  sizeof(reason));
		print_one(to, as_json, "section", sections[i], support, reason);
	}
	for (number = 0; (name = wmk_reaction(number)); number++) {
		support = wmk_probe_reaction(kernel, number, reason,
					     sizeof(reason));
		print_one(to, as_json, "reaction", name, support, reason);
	}
}
