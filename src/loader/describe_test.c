// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * describe_test.c - descriptions that are damaged, one field at a time and at
 * random: each is refused in a line, or good to use
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "print.h"
#include "test.h"

/* A description as it stands in a file, to be damaged. */
struct tables {
	struct wmk_object_info object;
	struct wmk_rule_info rules[3];
	struct wmk_column_info columns[5];
	struct wmk_kind_info kinds[2];
	struct wmk_point_info points[3];
	struct wmk_table_info tables[2];
	struct wmk_field_info fields[3];
	struct wmk_variable_info variables[1];
	struct wmk_note_info notes[2];
	struct wmk_reaction_info reactions[2];
};

static const struct tables sound = {
	.object = { WMK_ABI_VERSION, 3, 5, 2, 3, 2, 3, 1, 2, 2, "wmkgen 0.1.0" },
	.rules = {
		{ "first", "a.wmk:1", 0, 2, 112, 0, 1, 0, 2, 0, 2 },
		{ "second", "b\xc3\xa4.wmk:2", 2, 1, 80, 1, WMK_NO_KIND, 0, 0, 0, 0 },
		{ "third", "a.wmk:9", 0, 0, 72, WMK_NO_TABLE, WMK_NO_KIND, 2, 0, 2, 0 },
	},
	.columns = {
		{ "a.SyscallNr", 72, 8, WMK_COLUMN_S64 },
		{ "a.Path", 80, 32, WMK_COLUMN_STRING },
		{ "Port", 72, 2, WMK_COLUMN_U64 },
		{ "a.Path", 80, 16, WMK_COLUMN_STRING },
		{ "times", 72, 8, WMK_COLUMN_S64 },
	},
	.kinds = {
		{ "sys_enter", 0, 2, 24, WMK_KIND_HAS_TASK },
		{ "open", 2, 1, 16, 0 },
	},
	.points = {
		{ .program = "on_enter", .section = "tp_btf/sys_enter", .kind = 0 },
		{ .program = "on_open", .section = "lsm/file_open", .kind = 1,
		  .denies = 1 },
		{ .program = "on_end", .section = "tp_btf/sched_process_exit",
		  .kind = WMK_NO_KIND },
	},
	.tables = {
		{ "by_thread", "ThreadId", WMK_STORAGE_TASK, 0, 48 },
		{ "all", "", WMK_STORAGE_BUCKETS, 1, 64, "all_timers", "all_make_timers" },
	},
	.fields = {
		{ "TimeStamp", 0, 8, WMK_COLUMN_U64, WMK_NO_START },
		{ "ThreadId", 16, 4, WMK_COLUMN_U64, 8 },
		{ "Path", 0, 16, WMK_COLUMN_STRING, WMK_NO_START },
	},
	.variables = { { "limit", "a.wmk:7" } },
	.notes = {
		{ "%s is the %dth, 100%%", 1, 3, 2, 96 },
		{ "", 0, 4, 1, 80 },
	},
	.reactions = {
		{ WMK_SIGNAL_PROCESS, 9, "a.wmk:12" },
		{ WMK_DENY, 1, "a.wmk:13" },
	},
};

static enum wmk_fault read_tables(const struct tables *tables,
				  struct wmk_description *to,
				  struct wmk_error *error)
{
	const struct wmk_sections sections = {
		.object = { &tables->object, sizeof(tables->object) },
		.rules = { tables->rules, sizeof(tables->rules) },
		.columns = { tables->columns, sizeof(tables->columns) },
		.kinds = { tables->kinds, sizeof(tables->kinds) },
		.points = { tables->points, sizeof(tables->points) },
		.tables = { tables->tables, sizeof(tables->tables) },
		.fields = { tables->fields, sizeof(tables->fields) },
		.variables = { tables->variables, sizeof(tables->variables) },
		.notes = { tables->notes, sizeof(tables->notes) },
		.reactions = { tables->reactions, sizeof(tables->reactions) },
	};

	return wmk_read_description("x.o", &sections, to, error);
}

/* The description with one statement applied is refused, with these words. */
static void refused(struct test *test, const struct tables *tables,
		    const char *words)
{
	struct wmk_description to;
	struct wmk_error error;

	expect_number(read_tables(tables, &to, &error), WMK_BAD_OBJECT);
	expect(strstr(error.text, words));
	if (!strstr(error.text, words))
		printf("  %s\n", error.text);
	expect(!strchr(error.text, '\n'));
}

/*
 * One description for all damages, made anew behind a call: a copy for each, all in
 * one function, takes the compiler minutes.
 */
static struct tables t;

static __attribute__((noinline)) void restore(void)
{
	t = sound;
}

#define expect_refused(damage, words)			\
	do {						\
		restore();				\
		damage;					\
		refused(test, &t, words);		\
	} while (0)

static void test_damages(struct test *test)
{
	expect_refused(t.object.abi = 1, "version 1 of the object format");
	expect_refused(t.object.nr_rules = 2, "wmk_rules has");
	expect_refused(t.object.nr_rules = 0, "0 rules");
	expect_refused(t.object.nr_columns = ~0U, "wmk_columns has");
	expect_refused(t.object.nr_kinds = 1, "wmk_kinds has");
	expect_refused(t.object.nr_points = 1U << 31, "wmk_points has");
	expect_refused(t.object.nr_tables = 0, "wmk_tables has");
	expect_refused(memset(t.object.generator, 'x', WMK_NAME_SIZE),
		       "generator");
	expect_refused(t.rules[0].name[0] = '\0', "rule 0");
	expect_refused(t.rules[1].name[1] = '\n', "rule 1");
	expect_refused(memset(t.rules[0].source, 'x', WMK_SOURCE_SIZE),
		       "rule 0");
	expect_refused(t.rules[0].first_column = ~0U, "columns 4294967295");
	expect_refused(t.rules[0].nr_columns = 65, "rule 'first'");
	expect_refused(t.rules[1].nr_columns = 4, "rule 'second'");
	expect_refused(t.rules[0].record_bytes = 111, "column 1");
	expect_refused(t.rules[0].record_bytes = 8, "records of 8 bytes");
	expect_refused(t.rules[0].record_bytes = 1U << 30, "records of");
	expect_refused(t.rules[0].table = 2, "table 2 of 2");
	expect_refused(t.rules[0].taskless = 2, "kind 2 of 2");
	expect_refused(t.columns[0].label[0] = '\x7f', "column 0");
	expect_refused(t.columns[0].offset = 71, "outside its record");
	expect_refused(t.columns[0].offset = 0xfffffff8, "outside its record");
	expect_refused(t.columns[0].bytes = 3, "type 1 and 3 bytes");
	expect_refused(t.columns[1].bytes = 0, "type 3 and 0 bytes");
	expect_refused(t.columns[1].bytes = ~0U, "outside its record");
	expect_refused(t.columns[1].type = WMK_COLUMN_ADDRESS,
		       "type 4 and 32 bytes");
	expect_refused(t.columns[2].type = 9, "type 9");
	expect_refused(t.kinds[0].name[0] = '\xff', "kind 0");
	expect_refused(t.points[0].kind = 2, "kind 2 of 2");
	expect_refused(t.points[1].kind = 0, "kind 'open' has no attach point");
	expect_refused(t.points[1].program[0] = '\0', "attach point 1");
	expect_refused(strcpy(t.points[1].section, "kprobe/x"),
		       "'kprobe/x' is of a kind unknown");
	expect_refused(strcpy(t.points[1].section, "lsm/"), "'lsm/'");
	expect_refused(t.tables[0].map[0] = '\0', "table 0");
	expect_refused(t.tables[0].storage = 0, "storage 0");
	expect_refused(t.tables[1].timers[0] = '\0', "timers without a name");
	expect_refused(memset(t.tables[1].make_timers, 'x', WMK_NAME_SIZE),
		       "timers without a name");
	expect_refused(t.columns[1].type = WMK_COLUMN_USTACK; t.columns[1].bytes = 12,
		       "type 6 and 12 bytes");
	expect_refused(t.columns[1].type = WMK_COLUMN_USTACK; t.columns[1].bytes = 0,
		       "type 6 and 0 bytes");
}

static void test_event_damages(struct test *test)
{
	expect_refused(t.object.nr_fields = 2, "wmk_fields has");
	expect_refused(t.object.nr_variables = 0, "wmk_variables has");
	expect_refused(t.kinds[0].first_field = 2, "fields 2 to 4 of 3");
	expect_refused(t.kinds[0].first_field = ~0U, "fields 4294967295");
	expect_refused(t.kinds[1].nr_fields = ~0U, "of 3");
	expect_refused(t.kinds[0].event_bytes = 19, "field 1 of kind 'sys_enter'");
	expect_refused(t.kinds[0].event_bytes = 1U << 21, "events of 2097152");
	expect_refused(t.fields[0].name[0] = '\0', "field 0");
	expect_refused(t.fields[0].name[0] = '"', "field 0");
	expect_refused(memset(t.fields[2].name, 'x', WMK_NAME_SIZE), "field 2");
	expect_refused(t.fields[0].type = 0, "field 'TimeStamp' has type 0");
	expect_refused(t.fields[0].type = WMK_COLUMN_KSTACK, "type 5 and 8");
	expect_refused(t.fields[0].bytes = 5, "type 2 and 5 bytes");
	expect_refused(t.fields[0].offset = 0xfffffffc, "outside its event");
	expect_refused(t.fields[0].offset = 17, "outside its event");
	expect_refused(t.fields[1].start = 17, "outside its event");
	expect_refused(t.fields[1].start = 0xfffffffe, "outside its event");
	expect_refused(t.fields[2].bytes = 17, "outside its event");
	expect_refused(t.variables[0].name[0] = '\x80', "variable 0");
	expect_refused(memset(t.variables[0].source, 'x', WMK_SOURCE_SIZE),
		       "variable 0");
}

static void test_do_damages(struct test *test)
{
	expect_refused(t.object.nr_notes = 1, "wmk_notes has");
	expect_refused(t.object.nr_reactions = 3, "wmk_reactions has");
	expect_refused(t.rules[0].first_note = 1, "notes 1 to 3 of 2");
	expect_refused(t.rules[2].first_note = ~0U, "notes 4294967295");
	expect_refused(t.rules[0].nr_reactions = 3, "reactions 0 to 3 of 2");
	expect_refused(t.rules[0].nr_reactions = ~0U, "rule 'first'");
	expect_refused(t.rules[2].first_reaction = 3, "reactions 3 to 3 of 2");
	expect_refused(t.points[1].denies = 2, "denies 2");
	expect_refused(t.notes[0].first_column = 4, "columns 4 to 6 of 5");
	expect_refused(t.notes[0].record_bytes = 95, "column 0 of note '0'");
	expect_refused(t.notes[1].record_bytes = 71, "records of 71 bytes");
	expect_refused(t.notes[0].is_log = 2, "note '0' cannot be printed");
	expect_refused(memset(t.notes[0].format, 'x', WMK_FORMAT_SIZE),
		       "note '0'");
	expect_refused(strcpy(t.notes[0].format, "%s"), "note '0'");
	expect_refused(strcpy(t.notes[0].format, "%s %d %d"), "note '0'");
	expect_refused(strcpy(t.notes[0].format, "%d %d"), "note '0'");
	expect_refused(strcpy(t.notes[0].format, "%s %s"), "note '0'");
	expect_refused(strcpy(t.notes[0].format, "%s %d %"), "note '0'");
	expect_refused(strcpy(t.notes[0].format, "%s %n"), "note '0'");
	expect_refused(memset(t.notes[0].format, '%', WMK_FORMAT_SIZE),
		       "note '0'");
	expect_refused(t.columns[4].type = WMK_COLUMN_KSTACK, "note '0'");
	expect_refused(t.reactions[0].call = 0, "reaction 0 is call 0 with 9");
	expect_refused(t.reactions[0].call = 6, "call 6");
	expect_refused(t.reactions[0].call = WMK_OVERRIDE, "call 4 with 9");
	expect_refused(t.reactions[0].number = 65, "with 65");
	expect_refused(t.reactions[1].number = -1, "reaction 1 is call 3 with -1");
	expect_refused(t.reactions[1].number = 4096, "with 4096");
	expect_refused(t.reactions[1].source[0] = '\n', "no source");
}

static void test_missing(struct test *test)
{
	struct wmk_sections sections = { 0 };
	struct wmk_description to;
	struct wmk_error error;
	const __u32 abi = WMK_ABI_VERSION;

	expect_number(wmk_read_description("x.o", &sections, &to, &error),
		      WMK_BAD_OBJECT);
	expect(strstr(error.text, "no wmk_object"));
	sections.object = (struct wmk_span){ &abi, sizeof(abi) };
	expect_number(wmk_read_description("x.o", &sections, &to, &error),
		      WMK_BAD_OBJECT);
	expect(strstr(error.text, "wmk_object has 4 bytes"));
}

static size_t use_events(const struct wmk_description *about)
{
	size_t sum = 0;
	__u32 i, j;

	for (i = 0; i < about->object.nr_kinds; i++) {
		const struct wmk_kind_info *kind = &about->kinds[i];
		struct wmk_event event = {
			.kind = kind,
			.fields = &about->fields[kind->first_field],
			.values = calloc(1, kind->event_bytes + 1),
		};

		for (j = 0; event.values && j < kind->nr_fields; j++) {
			__u64 start = 0;

			sum += wmk_event_value(&event, j).type +
			       wmk_event_start(&event, j, &start) + start +
			       strlen(event.fields[j].name);
		}
		free((void *)event.values);
	}
	return sum;
}

static size_t use_notes(const struct wmk_description *about,
			const struct wmk_rule_info *rule)
{
	size_t sum = 0;
	__u32 i;

	for (i = 0; i < rule->nr_notes; i++) {
		const struct wmk_note_info *note =
			&about->notes[rule->first_note + i];
		struct wmk_match match = {
			.rule = rule,
			.note = note,
			.columns = &about->columns[note->first_column],
			.nr_columns = note->nr_columns,
			.record = calloc(1, note->record_bytes),
		};
		struct capture capture;

		if (!match.record)
			continue;
		print_note_text(capture_begin(&capture), &match, true);
		sum += strlen(capture_end(&capture));
		capture_drop(&capture);
		free((void *)match.record);
	}
	return sum;
}

static size_t use_reactions(const struct wmk_description *about,
			    const struct wmk_rule_info *rule)
{
	struct wmk_record record = {
		.verdict = WMK_REACTED,
		.reached = rule->nr_reactions < 64 ?
				   (1ULL << rule->nr_reactions) - 1 : ~0ULL,
	};
	const struct wmk_match match = {
		.rule = rule,
		.record = &record,
		.reactions = &about->reactions[rule->first_reaction],
	};
	struct capture capture;
	size_t sum;

	print_reactions_text(capture_begin(&capture), &match, NULL);
	sum = strlen(capture_end(&capture));
	capture_drop(&capture);
	return sum;
}

/* Use all that a sound description lets one use. */
static size_t use(const struct wmk_description *about)
{
	size_t sum = 0;
	__u32 i, j;

	for (i = 0; i < about->object.nr_rules; i++) {
		const struct wmk_rule_info *rule = &about->rules[i];
		struct wmk_match match = {
			.rule = rule,
			.columns = &about->columns[rule->first_column],
			.nr_columns = rule->nr_columns,
			.record = calloc(1, rule->record_bytes),
		};

		for (j = 0; match.record && j < rule->nr_columns; j++) {
			struct wmk_value value = wmk_value(&match, j);

			sum += value.type == WMK_COLUMN_STRING ?
				       value.string.length : 1;
			sum += strlen(match.columns[j].label);
		}
		free((void *)match.record);
		sum += use_notes(about, rule) + use_reactions(about, rule);
		sum += strlen(rule->name) + strlen(rule->source);
		if (rule->table != WMK_NO_TABLE)
			sum += strlen(about->tables[rule->table].map);
	}
	sum += use_events(about);
	for (i = 0; i < about->object.nr_variables; i++)
		sum += strlen(about->variables[i].name);
	for (i = 0; i < about->object.nr_points; i++)
		if (about->points[i].kind != WMK_NO_KIND)
			sum += strlen(about->kinds[about->points[i].kind].name);
	return sum;
}

static unsigned int random_number(unsigned long long *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned int)(*state >> 33);
}

/* Damage bytes at random; the sanitizers watch what is then done with it. */
static void test_random(struct test *test)
{
	unsigned long long state = 1;
	unsigned int i, j, taken = 0;
	struct wmk_description to;
	struct wmk_error error;

	for (i = 0; i < 20000; i++) {
		unsigned int damages = 1 + random_number(&state) % 4;

		restore();
		for (j = 0; j < damages; j++) {
			unsigned int byte = random_number(&state);

			((__u8 *)&t)[random_number(&state) % sizeof(t)] =
				byte % 3 ? (__u8)(byte >> 8) : 0xff;
		}
		if (read_tables(&t, &to, &error)) {
			if (error.fault != WMK_BAD_OBJECT ||
			    strchr(error.text, '\n'))
				expect(!"a plain line");
			continue;
		}
		taken += use(&to) > 0;
		wmk_free_description(&to);
	}
	expect(taken > 1000 && taken < 19000);
}

void test_describe(struct test *test)
{
	struct wmk_description to;
	struct wmk_error error;

	expect_number(read_tables(&sound, &to, &error), WMK_OK);
	expect_text(to.rules[1].name, "second");
	expect_number(to.rules[2].table, WMK_NO_TABLE);
	expect_number(use(&to) > 0, 1);
	wmk_free_description(&to);
	test_damages(test);
	test_event_damages(test);
	test_do_damages(test);
	test_missing(test);
	test_random(test);
}
