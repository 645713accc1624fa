// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_stats_text.c - the statistics of objects -> tables for people
 */
#include "escape.h"
#include "grid.h"
#include "print.h"

static void print_kinds(FILE *to, const struct stats_of *of)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	struct grid grid;
	__u32 i;

	grid_begin(&grid, to, of->stats->scoped ? 3 : 2);
	grid_text(&grid, "kinds");
	grid_text(&grid, "events read");
	if (of->stats->scoped)
		grid_text(&grid, "out of scope");
	for (i = 0; i < about->object.nr_kinds; i++) {
		grid_text(&grid, about->kinds[i].name);
		grid_number(&grid, of->stats->kinds[i]);
		if (of->stats->scoped)
			grid_number(&grid, of->stats->outside[i]);
	}
	grid_end(&grid);
}

/* The counters from one on, below another */
static void print_counters(FILE *to, const char *what,
			   const struct stats_of *of, size_t from, size_t below)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	struct grid grid;
	size_t j;
	__u32 i;

	grid_begin(&grid, to, 1 + below - from);
	grid_text(&grid, what);
	for (j = from; j < below; j++)
		grid_text(&grid, rule_counters[j].name);
	for (i = 0; i < about->object.nr_rules; i++) {
		grid_text(&grid, about->rules[i].name);
		for (j = from; j < below; j++)
			grid_number(&grid,
				    read_rule_counter(&of->stats->rules[i], j));
	}
	grid_end(&grid);
}

/* Rules that only write VARs and TABLEs are shown once something went wrong. */
static bool shows_do(const struct stats_of *of)
{
	const struct wmk_object_info *n = &wmk_describe(of->wmk)->object;
	__u32 i;

	if (n->nr_notes || n->nr_reactions)
		return true;
	for (i = 0; i < n->nr_rules; i++)
		if (of->stats->rules[i].unwritten)
			return true;
	return false;
}

static void print_rules(FILE *to, const struct stats_of *of)
{
	print_counters(to, "rules", of, 0, FIRST_DO_COUNTER);
	if (shows_do(of))
		print_counters(to, "reactions", of, FIRST_DO_COUNTER,
			       NR_RULE_COUNTERS);
}

/* Of one CPU. */
static double percent(__u64 ns, double seconds)
{
	return seconds > 0 ? (double)ns / seconds / 1e7 : 0;
}

static double each(__u64 ns, __u64 count)
{
	return count ? (double)ns / (double)count : 0;
}

static void print_programs(FILE *to, const struct stats_of *of, double seconds)
{
	const bool run_time = of->stats->run_time;
	const struct wmk_program_stats *program = of->stats->programs;
	struct grid grid;
	__u32 i;

	grid_begin(&grid, to, run_time ? 5 : 2);
	grid_text(&grid, "programs");
	grid_text(&grid, "misses");
	if (run_time) {
		grid_text(&grid, "runs");
		grid_text(&grid, "ns a run");
		grid_text(&grid, "% of a CPU");
	}
	for (i = 0; i < of->stats->nr_programs; i++, program++) {
		if (!program->loaded)
			continue;
		grid_text(&grid, program->name);
		grid_number(&grid, program->misses);
		if (!run_time)
			continue;
		grid_number(&grid, program->runs);
		grid_fraction(&grid, each(program->run_ns, program->runs));
		grid_fraction(&grid, percent(program->run_ns, seconds));
	}
	grid_end(&grid);
}

/* What was timed, and what all events took if the others were like these. */
static void print_costs(FILE *to, const struct stats_of *of, double seconds)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	const bool budgeted = of->stats->budgeted;
	struct grid grid;
	__u32 i;

	if (!of->stats->sample)
		return;
	grid_begin(&grid, to, budgeted ? 7 : 4);
	grid_text(&grid, "costs");
	grid_text(&grid, "timed");
	grid_text(&grid, "ns an event");
	grid_text(&grid, "% of a CPU");
	if (budgeted) {
		grid_text(&grid, "suspended");
		grid_text(&grid, "unread");
		grid_text(&grid, "dropped");
	}
	for (i = 0; i < about->object.nr_rules; i++) {
		const struct wmk_rule_cost *cost = &of->stats->costs[i];

		grid_text(&grid, about->rules[i].name);
		grid_number(&grid, cost->timed);
		grid_fraction(&grid, each(cost->ns, cost->timed));
		grid_fraction(&grid, percent(cost->ns * of->stats->sample, seconds));
		if (!budgeted)
			continue;
		grid_number(&grid, of->stats->budgets[i].times);
		grid_number(&grid, cost->unread);
		grid_number(&grid, cost->dropped);
	}
	grid_end(&grid);
}

static void print_tables(FILE *to, const struct stats_of *of)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	struct grid grid;
	__u32 i;

	if (!about->object.nr_tables)
		return;
	grid_begin(&grid, to, 4);
	grid_text(&grid, "tables");
	grid_text(&grid, "keys");
	grid_text(&grid, "bytes a key");
	grid_text(&grid, "bytes");
	for (i = 0; i < about->object.nr_tables; i++) {
		const struct wmk_table_info *table = &about->tables[i];

		grid_text(&grid, table->map);
		if (table->storage == WMK_STORAGE_TASK)
			grid_text(&grid, "threads");
		else
			grid_number(&grid, table->keys);
		grid_number(&grid, table->bytes_per_key);
		if (table->storage == WMK_STORAGE_TASK)
			grid_text(&grid, "-");
		else
			grid_number(&grid, wmk_table_bytes(of->wmk, i));
	}
	grid_end(&grid);
}

void print_stats_text(FILE *to, const struct stats_of *objects, int nr_objects,
		      double seconds)
{
	int i;

	fprintf(to, "wmkload: statistics after %.3f s\n", seconds);
	for (i = 0; i < nr_objects; i++) {
		if (nr_objects > 1) {
			fputs("object ", to);
			print_plain(to, wmk_path(objects[i].wmk));
			putc('\n', to);
		}
		print_kinds(to, &objects[i]);
		print_rules(to, &objects[i]);
		print_programs(to, &objects[i], seconds);
		print_tables(to, &objects[i]);
		print_costs(to, &objects[i], seconds);
		if (objects[i].stats->recording)
			fprintf(to, "recorded events %llu, lost ones %llu\n",
				(unsigned long long)objects[i].stats->recorded,
				(unsigned long long)objects[i].stats->unrecorded);
		if (objects[i].stats->malformed)
			fprintf(to, "malformed records %llu\n",
				(unsigned long long)objects[i].stats->malformed);
	}
}
