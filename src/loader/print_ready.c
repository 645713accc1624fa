// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_ready.c - active objects -> the line that says so
 */
#include "print.h"

static const char *plural(__u64 count)
{
	return count == 1 ? "" : "s";
}

__u64 print_ready(FILE *to, const struct stats_of *objects, int nr_objects)
{
	__u64 rules = 0, enforced = 0, programs = 0, bytes = 0, a_thread = 0;
	__u32 j;
	int i;

	for (i = 0; i < nr_objects; i++) {
		const struct wmk_description *about =
			wmk_describe(objects[i].wmk);

		rules += about->object.nr_rules;
		for (j = 0; j < about->object.nr_rules; j++)
			enforced += wmk_is_enforced(objects[i].wmk, j);
		for (j = 0; j < objects[i].stats->nr_programs; j++)
			programs += objects[i].stats->programs[j].loaded;
		for (j = 0; j < about->object.nr_tables; j++) {
			bytes += wmk_table_bytes(objects[i].wmk, j);
			if (about->tables[j].storage == WMK_STORAGE_TASK)
				a_thread += about->tables[j].bytes_per_key;
		}
	}
	fprintf(to, "wmkload: ready: %llu rule%s, ", (unsigned long long)rules,
		plural(rules));
	if (enforced)
		fprintf(to, "%llu enforced, ", (unsigned long long)enforced);
	fprintf(to, "%llu program%s, ", (unsigned long long)programs,
		plural(programs));
	if (bytes || !a_thread) {
		print_bytes(to, bytes);
		fputs(" of tables", to);
	}
	if (a_thread)
		fprintf(to, "%s%llu bytes a thread", bytes ? " and " : "",
			(unsigned long long)a_thread);
	putc('\n', to);
	return rules;
}
