// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * module_load_test.c - a module, without a kernel: a script in place of staprun,
 * and memory of ours in place of what runs
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake_module.h"
#include "test.h"
#include "tiny_module.h"

struct heard {
	__u64 sum, numbers, gaps;
	__u64 skipped;
};

static int on_match(void *context, const struct wmk_match *match)
{
	struct heard *heard = context;

	heard->sum += wmk_value(match, 0).u64;
	heard->numbers = match->number;
	return 0;
}

static int on_gap(void *context, const struct wmk_gap *gap)
{
	struct heard *heard = context;

	if (gap->cause == WMK_CAUSE_SKIPPED)
		heard->skipped += gap->count;
	else
		heard->gaps += gap->count;
	return 0;
}

static void add_record(__u64 n, __u32 bytes)
{
	const struct wmk_frame frame = { .bytes = bytes };
	const struct tiny_record record = { .n = n };

	memcpy(fake.frames + fake.frames_bytes, &frame, sizeof(frame));
	memcpy(fake.frames + fake.frames_bytes + sizeof(frame), &record,
	       sizeof(record));
	fake.frames_bytes += sizeof(frame) + sizeof(record);
}

static void set(struct test *test, struct wmk *wmk)
{
	const struct wmk_scope scope = {
		.asked = WMK_ASKED_USERS | WMK_ASKED_CGROUP,
		.nr_users = 1, .users = { 33 },
	};
	const struct wmk_pace pace = { 5, 6 };
	struct wmk_error error;

	expect_number(wmk_set_variable(wmk, 0, -9, &error), WMK_OK);
	expect_number(wmk_set_ring_buffer(wmk, 8192, &error), WMK_OK);
	expect_number(wmk_set_recording(wmk, 4096, &error), WMK_OK);
	expect_number(wmk_set_scope(wmk, 2, &scope, STDIN_FILENO, &error),
		      WMK_OK);
	expect_number(wmk_set_enforced(wmk, 0, &error), WMK_OK);
	expect(wmk_is_enforced(wmk, 0));
	expect(!wmk_is_enforced(wmk, 1));
	expect_number(wmk_set_pace(wmk, 0, &pace, &error), WMK_OK);
	expect_number(wmk_set_spares(wmk, 0, 5, &error), WMK_OK);
}

static void check_told(struct test *test)
{
	const struct wmk_scope *scopes = REGION(SCOPES);
	const struct wmk_arms *arms = REGION(ARMS);
	const struct wmk_rings *rings = REGION(RINGS);
	struct stat here;

	expect_number(*(__s64 *)REGION(VARS), -9);
	expect_number(rings->records, 8192);
	expect_number(rings->events, 4096);
	expect_number(*(__u8 *)REGION(RECORD), 1);
	expect_number(scopes[2].users[0], 33);
	expect_number(scopes[0].asked, 0);
	expect(!fstat(STDIN_FILENO, &here));
	expect_number(((__u64 *)REGION(CGROUPS))[2], here.st_ino);
	expect_number(arms->rules[0], 1);
	expect_number(arms->rules[1], 0);
	expect_number(arms->magic, WMK_ARMS_MAGIC);
	expect_number(((struct wmk_pace *)REGION(PACES))->burst, 6);
	expect_number(*(__u8 *)REGION(SPARES), 5);
	expect_number(*(__u32 *)REGION(LOADER), 4711);
	expect(*(__u64 *)REGION(SEED) != 0);
	expect_number(*(__u64 *)REGION(ACTIVE), 0);
}

static void monitor(struct test *test, struct wmk *wmk)
{
	const struct wmk_arms *arms = REGION(ARMS);
	struct tiny_stats *counters = REGION(STATS);
	struct wmk_session *session = REGION(SESSION);
	struct heard heard = { 0 };
	const struct wmk_sink sink = { &heard, on_match, NULL, on_gap, NULL };
	const struct wmk_stats *stats;
	struct wmk_error error;
	unsigned int got;

	expect_number(wmk_activate(wmk, &error), WMK_OK);
	expect(*(__u64 *)REGION(ACTIVE) != 0);
	wmk_set_lease(wmk, 99);
	expect_number(arms->lease, 99);
	expect(wmk_fd(wmk) >= 0);

	add_record(2, sizeof(struct tiny_record));
	add_record(30, sizeof(struct tiny_record));
	expect_number(wmk_poll(wmk, &sink, 1, &got, &error), WMK_OK);
	expect_number(got, 1);
	expect_number(heard.sum, 2);
	expect_number(wmk_poll(wmk, &sink, 9, &got, &error), WMK_OK);
	expect_number(got, 1);
	expect_number(heard.sum, 32);
	expect_number(heard.numbers, 2);

	/* Reading is what is read about: it ends nevertheless. */
	fake.noisy = true;
	add_record(1, sizeof(struct tiny_record));
	fake.looks = 0;
	expect_number(wmk_poll(wmk, &sink, 9, &got, &error), WMK_OK);
	expect_number(got, 1);
	expect_number(fake.looks, 1);
	fake.noisy = false;
	fake.frames_bytes = 0;
	heard.sum = 32;

	/* a record that is too short, and a frame that is larger than what was read */
	add_record(5, 8);
	add_record(500, sizeof(struct tiny_record));
	add_record(7, 1 << 20);
	expect_number(wmk_poll(wmk, &sink, 9, &got, &error), WMK_OK);
	expect_number(heard.sum, 32);
	expect(wmk->stats.malformed >= 2);

	counters[0].kinds[0] = 4;
	counters[1].kinds[0] = 5;
	counters[1].rules[0].matches = 6;
	session->skipped = 7;
	session->errors = 1;
	expect_number(wmk_read_stats(wmk, &stats, &error), WMK_OK);
	expect_number(stats->kinds[0], 9);
	expect_number(stats->rules[0].matches, 6);
	expect_number(stats->nr_programs, 1);
	expect_number(stats->programs[0].misses, 5);
	wmk_report_gaps(wmk, &sink);
	expect_number(heard.skipped, 5);

	expect_number(wmk_deactivate(wmk, &error), WMK_OK);
	expect_number(*(__u64 *)REGION(ACTIVE), 0);
	expect_number(arms->rules[0], 0);
}

static void load(struct test *test, struct wmk *wmk)
{
	struct wmk_error error;

	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	expect(wmk_point_chosen(wmk, 0));
	expect_number(wmk_load(wmk, &error), WMK_OK);
	if (wmk->stage < WMK_LOADED)
		printf("  %s\n", error.text);
	expect_number(wmk_attach(wmk, &error), WMK_OK);
	expect_number(wmk_attach_denying(wmk, &error), WMK_OK);
}

static void test_whole(struct test *test)
{
	struct ground ground;
	struct wmk_error error;
	struct wmk *wmk;

	lay_ground(&ground, obedient);
	wmk = open_on(&ground);
	set(test, wmk);
	load(test, wmk);
	check_told(test);
	expect_number(wmk_set_variable(wmk, 0, 1, &error), WMK_MISUSE);
	monitor(test, wmk);
	expect_number(wmk_unload(wmk, &error), WMK_OK);
	expect(access(ground.directory, F_OK));
	expect(strstr(wmk->module->staprun.text, "inserts /tmp/wmk_test_"));
	wmk_close(wmk);
	clear_ground(&ground);
}

/* wmk_load fails, with these words and this detail. */
static void test_failure(struct test *test, const char *script,
			 enum wmk_fault fault, const char *words,
			 const char *detail)
{
	struct ground ground;
	struct wmk_error error;
	struct wmk *wmk;

	lay_ground(&ground, script);
	wmk = open_on(&ground);
	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	expect_number(wmk_load(wmk, &error), fault);
	expect(strstr(error.text, words));
	expect(strstr(error.detail, detail));
	wmk_close(wmk);
	clear_ground(&ground);
}

static void test_refusals(struct test *test)
{
	struct ground ground;
	struct wmk_error error;
	struct wmk *wmk;

	test_failure(test, "echo 'Required key not available' >&2\nexit 1\n",
		     WMK_SYSTEM, "staprun cannot load it, and said",
		     "Required key not available\n");

	lay_ground(&ground, obedient);
	wmk = open_on(&ground);
	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	wmk->module->program = "/nowhere/staprun";
	expect_number(wmk_load(wmk, &error), WMK_LACKING);
	expect(strstr(error.text, "install systemtap-runtime"));
	wmk_close(wmk);

	wmk = open_on(&ground);
	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	mkdir(ground.directory, 0700);
	expect_number(wmk_load(wmk, &error), WMK_SYSTEM);
	expect(strstr(error.text, "'staprun -d wmk_tiny'"));
	rmdir(ground.directory);
	wmk_close(wmk);

	/* it came meanwhile, and is not ours to wait for */
	test_failure(test, "mkdir $directory\necho 'Error inserting module: File exists'\nexit 1\n",
		     WMK_SYSTEM, "staprun cannot load it, and said", "File exists\n");

	/* what it does not take is not believed to be so */
	wmk = open_on(&ground);
	expect_number(wmk_set_variable(wmk, 0, 5, &error), WMK_OK);
	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	fake.deaf = WMK_REGION_VARS;
	expect_number(wmk_load(wmk, &error), WMK_SYSTEM);
	expect(strstr(error.text, "cannot be told the VARs: the module does not take it"));
	wmk_close(wmk);
	expect(access(ground.directory, F_OK));

	wmk = open_on(&ground);
	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	((struct wmk_session *)REGION(SESSION))->records_bytes = 1;
	expect_number(wmk_load(wmk, &error), WMK_BAD_OBJECT);
	wmk_close(wmk);
	clear_ground(&ground);
}

/* A link has a name of its own, and the module the file's. */
static void test_link(struct test *test)
{
	struct ground ground, linked;
	struct wmk *wmk;

	lay_ground(&ground, obedient);
	linked = ground;
	snprintf(linked.path, sizeof(linked.path), "%s/latest.ko", ground.folder);
	expect(!symlink(ground.path, linked.path));
	wmk = open_on(&linked);
	load(test, wmk);
	wmk_close(wmk);
	unlink(linked.path);
	clear_ground(&ground);
}

/* Somebody ends staprun: it is told once, and what was counted stays. */
static void test_gone(struct test *test)
{
	const struct wmk_sink sink = { NULL, on_match, NULL, on_gap, NULL };
	const struct wmk_stats *stats;
	struct ground ground;
	struct wmk_error error;
	unsigned int got;
	struct wmk *wmk;

	lay_ground(&ground, obedient);
	wmk = open_on(&ground);
	load(test, wmk);
	((struct tiny_stats *)REGION(STATS))->kinds[0] = 3;
	expect_number(wmk_read_stats(wmk, &stats, &error), WMK_OK);
	expect(wmk_stop_staprun(&wmk->module->staprun, 5000));
	wmk_set_lease(wmk, 100);	/* whose renewal has nobody to tell it to */
	wmk_disarm(wmk);
	expect_number(wmk_poll(wmk, &sink, 9, &got, &error), WMK_SYSTEM);
	expect(strstr(error.text, "the module was removed"));
	expect_number(wmk_poll(wmk, &sink, 9, &got, &error), WMK_OK);
	expect_number(wmk_deactivate(wmk, &error), WMK_OK);
	expect_number(wmk_read_stats(wmk, &stats, &error), WMK_OK);
	expect_number(stats->kinds[0], 3);
	expect_number(wmk_unload(wmk, &error), WMK_OK);
	wmk_close(wmk);
	clear_ground(&ground);
}

/* What a module cannot do, and whom a scope cannot tell, is said before. */
static void test_choice(struct test *test)
{
	const struct wmk_scope scope = { .asked = WMK_ASKED_EXES, .nr_exes = 1 };
	struct ground ground;
	struct wmk_error error;
	struct wmk *wmk;

	lay_ground(&ground, obedient);
	wmk = open_on(&ground);
	wmk->about.reactions[0].call = WMK_DENY;
	expect_number(wmk_choose(wmk, NULL, &error), WMK_OK);
	expect_number(wmk_set_enforced(wmk, 0, &error), WMK_OK);
	expect_number(wmk_choose(wmk, NULL, &error), WMK_LACKING);
	expect(strstr(error.text, "rule first cannot be enforced"));
	wmk_close(wmk);

	wmk = open_on(&ground);
	wmk->about.rules[1].taskless = 0;
	expect_number(wmk_set_scope(wmk, 1, &scope, -1, &error), WMK_UNSCOPED);
	wmk_close(wmk);
	clear_ground(&ground);
}

void test_module_load(struct test *test)
{
	test_whole(test);
	test_refusals(test);
	test_link(test);
	test_gone(test);
	test_choice(test);
}
