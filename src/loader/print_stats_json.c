// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_stats_json.c - the statistics of objects -> one JSON object in a line
 */
#include "escape.h"
#include "print.h"

static void print_count(FILE *to, const char *name, __u64 count)
{
	fprintf(to, ",\"%s\":%llu", name, (unsigned long long)count);
}

/* `[` or `,`, then `{"what":"name"` */
static void begin_item(FILE *to, bool first, const char *what, const char *name)
{
	fprintf(to, "%s{\"%s\":", first ? "" : ",", what);
	print_json_text(to, name);
}

static void print_kinds(FILE *to, const struct stats_of *of)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	__u32 i;

	fputs(",\"kinds\":[", to);
	for (i = 0; i < about->object.nr_kinds; i++) {
		begin_item(to, !i, "kind", about->kinds[i].name);
		print_count(to, "read", of->stats->kinds[i]);
		if (of->stats->scoped)
			print_count(to, "outside", of->stats->outside[i]);
		putc('}', to);
	}
	putc(']', to);
}

static void print_rules(FILE *to, const struct stats_of *of)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	size_t j;
	__u32 i;

	fputs(",\"rules\":[", to);
	for (i = 0; i < about->object.nr_rules; i++) {
		begin_item(to, !i, "rule", about->rules[i].name);
		for (j = 0; j < NR_RULE_COUNTERS; j++)
			print_count(to, rule_counters[j].name,
				    read_rule_counter(&of->stats->rules[i], j));
		putc('}', to);
	}
	putc(']', to);
}

/* ns, and their share of one CPU */
static void print_time(FILE *to, const char *name, __u64 ns, double seconds)
{
	print_count(to, name, ns);
	fprintf(to, ",\"cpu\":%.9f",
		seconds > 0 ? (double)ns / 1e9 / seconds : 0);
}

static void print_each(FILE *to, const char *name, __u64 ns, __u64 count)
{
	fprintf(to, ",\"%s\":%.3f", name,
		count ? (double)ns / (double)count : 0);
}

static void print_programs(FILE *to, const struct stats_of *of, double seconds)
{
	const struct wmk_program_stats *program = of->stats->programs;
	bool first = true;
	__u32 i;

	fputs(",\"programs\":[", to);
	for (i = 0; i < of->stats->nr_programs; i++, program++) {
		if (!program->loaded)
			continue;
		begin_item(to, first, "program", program->name);
		first = false;
		fputs(",\"section\":", to);
		print_json_text(to, program->section);
		print_count(to, "misses", program->misses);
		if (of->stats->run_time) {
			print_count(to, "runs", program->runs);
			print_each(to, "ns_per_run", program->run_ns, program->runs);
			print_time(to, "ns", program->run_ns, seconds);
		}
		putc('}', to);
	}
	putc(']', to);
}

static void print_costs(FILE *to, const struct stats_of *of, double seconds)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	__u32 i;

	if (!of->stats->sample)
		return;
	print_count(to, "sample", of->stats->sample);
	fputs(",\"costs\":[", to);
	for (i = 0; i < about->object.nr_rules; i++) {
		const struct wmk_rule_cost *cost = &of->stats->costs[i];

		begin_item(to, !i, "rule", about->rules[i].name);
		print_count(to, "timed", cost->timed);
		print_each(to, "ns_per_event", cost->ns, cost->timed);
		print_time(to, "ns", cost->ns * of->stats->sample, seconds);
		if (of->stats->budgeted) {
			print_count(to, "suspended", of->stats->budgets[i].times);
			print_count(to, "unread", cost->unread);
			print_count(to, "dropped", cost->dropped);
		}
		putc('}', to);
	}
	putc(']', to);
}

static void print_tables(FILE *to, const struct stats_of *of)
{
	const struct wmk_description *about = wmk_describe(of->wmk);
	__u32 i;

	fputs(",\"tables\":[", to);
	for (i = 0; i < about->object.nr_tables; i++) {
		const struct wmk_table_info *table = &about->tables[i];

		begin_item(to, !i, "table", table->map);
		if (table->storage == WMK_STORAGE_TASK) {
			fputs(",\"storage\":\"task\",\"keys\":null", to);
			print_count(to, "bytes_per_key", table->bytes_per_key);
			fputs(",\"bytes\":null}", to);
		} else {
			fputs(",\"storage\":\"buckets\"", to);
			print_count(to, "keys", table->keys);
			print_count(to, "bytes_per_key", table->bytes_per_key);
			print_count(to, "bytes", wmk_table_bytes(of->wmk, i));
			putc('}', to);
		}
	}
	putc(']', to);
}

void print_stats_json(FILE *to, const struct stats_of *objects, int nr_objects,
		      double seconds)
{
	int i;

	fprintf(to, "{\"statistics\":{\"seconds\":%.3f,\"objects\":[", seconds);
	for (i = 0; i < nr_objects; i++) {
		begin_item(to, !i, "object", wmk_path(objects[i].wmk));
		print_kinds(to, &objects[i]);
		print_rules(to, &objects[i]);
		print_programs(to, &objects[i], seconds);
		print_tables(to, &objects[i]);
		print_costs(to, &objects[i], seconds);
		if (objects[i].stats->recording) {
			fprintf(to, ",\"recorded\":{\"events\":%llu",
				(unsigned long long)objects[i].stats->recorded);
			print_count(to, "lost", objects[i].stats->unrecorded);
			putc('}', to);
		}
		print_count(to, "malformed", objects[i].stats->malformed);
		putc('}', to);
	}
	fputs("]}}\n", to);
}
