// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * choose_test.c - the attach points that are chosen on kernels of all sorts
 */
#include <string.h>

#include "internal.h"
#include "test.h"

/* A kernel: what it has, separated by blanks, and how often it was asked. */
struct kernel {
	const char *has;
	unsigned int asked;
};

static enum wmk_support has_point(void *context, const char *section,
				  char *reason, size_t size,
				  struct wmk_error *error)
{
	struct kernel *kernel = context;

	kernel->asked++;
	if (!strcmp(section, "lsm/forbidden")) {
		wmk_fail(error, WMK_FORBIDDEN, "not permitted");
		return WMK_CANNOT_TELL;
	}
	if (strstr(kernel->has, section))
		return WMK_HAS;
	snprintf(reason, size, "no %s", section);
	return WMK_LACKS;
}

static struct wmk_kind_info kinds[] = {
	{ .name = "enter" }, { .name = "leave" }, { .name = "open" },
	{ .name = "mount" },
};

static struct wmk_point_info points[] = {
	{ "a", "tp_btf/sys_enter", 0, 0, 0, 0 },
	{ "b", "tp_btf/sys_exit", 1, 0, 0, 0 },
	{ "c", "lsm/file_open", 2, 0, 0, 0 },
	{ "d", "fentry/security_file_open", 2, 0, 0, 0 },
	{ "a", "tp_btf/sys_enter", 2, 0, 0, 0 },
	{ "e", "tp_btf/exit", WMK_NO_KIND, 0, 0, 0 },
	{ "f", "tp_btf/exec", WMK_NO_KIND, 0, 0, 0 },
	{ "g", "lsm/file_open", 2, 1, 0, 0 },
	{ "h", "fentry/security_file_open", 2, 1, 0, 0 },
	{ "i", "tp_btf/sys_enter", 2, 1, 0, 0 },
	{ "j", "lsm/sb_mount", 3, 0, 0, 0 },
	{ "k", "fentry/security_sb_mount", 3, 0, 0, 0 },
	{ "l", "lsm/move_mount", 3, 0, 1, 0 },
	{ "m", "fentry/security_move_mount", 3, 0, 1, 0 },
};

#define NR_POINTS (sizeof(points) / sizeof(points[0]))

static const struct wmk_description about = {
	.object = { .nr_kinds = 4, .nr_points = NR_POINTS },
	.kinds = kinds,
	.points = points,
};

/* Returns the fault; *chosen is a '1' or a '0' a point. */
static enum wmk_fault choose(const char *has, char *chosen,
			     struct wmk_error *error)
{
	struct kernel kernel = { .has = has };
	__u8 raise[NR_POINTS];
	enum wmk_fault fault;
	size_t i;

	fault = wmk_choose_points("x.o", &about, has_point, &kernel, raise,
				  error);
	for (i = 0; i < NR_POINTS; i++)
		chosen[i] = raise[i] ? '1' : '0';
	chosen[NR_POINTS] = '\0';
	return fault;
}

#define MOUNT " lsm/sb_mount lsm/move_mount"
#define ALL_BUT_OPEN "tp_btf/sys_enter tp_btf/sys_exit tp_btf/exit tp_btf/exec" MOUNT

void test_choose(struct test *test)
{
	char chosen[NR_POINTS + 1];
	struct wmk_error error;

	/* the first of a kind's points, also where others exist; of each part */
	expect_number(choose(ALL_BUT_OPEN " lsm/file_open fentry/security_file_open",
			     chosen, &error), WMK_OK);
	expect_text(chosen, "11100111001010");
	expect_number(choose(ALL_BUT_OPEN " fentry/security_file_open", chosen,
			     &error), WMK_OK);
	expect_text(chosen, "11010110101010");
	expect_number(choose(ALL_BUT_OPEN, chosen, &error), WMK_OK);
	expect_text(chosen, "11001110011010");

	/* one at each place of a kind, whichever it is; a place without is a lack */
	expect_number(choose("tp_btf/sys_enter tp_btf/sys_exit tp_btf/exit tp_btf/exec fentry/security_sb_mount lsm/move_mount",
			     chosen, &error), WMK_OK);
	expect_text(chosen, "11001110010110");
	expect_number(choose("tp_btf/sys_enter tp_btf/sys_exit tp_btf/exit tp_btf/exec lsm/sb_mount",
			     chosen, &error), WMK_LACKING);
	expect_text(error.text,
		    "x.o: this kernel lacks mount: lsm/move_mount: no lsm/move_mount; fentry/security_move_mount: no fentry/security_move_mount");

	/* one lack is one line */
	expect_number(choose("tp_btf/sys_enter tp_btf/exit tp_btf/exec" MOUNT,
			     chosen, &error), WMK_LACKING);
	expect_text(error.text,
		    "x.o: this kernel lacks leave: tp_btf/sys_exit: no tp_btf/sys_exit");
	expect_text(error.detail, "");

	/* several are told all at once, a line each, with each point's reason */
	expect_number(choose("tp_btf/sys_exit tp_btf/exec" MOUNT, chosen, &error),
		      WMK_LACKING);
	expect_text(error.text, "x.o: this kernel lacks 3 kinds of event");
	expect_text(error.detail,
		    "enter: tp_btf/sys_enter: no tp_btf/sys_enter\n"
		    "open: lsm/file_open: no lsm/file_open; fentry/security_file_open: no fentry/security_file_open; tp_btf/sys_enter: no tp_btf/sys_enter\n"
		    "the end of keys: tp_btf/exit: no tp_btf/exit\n");

	/* what cannot be told ends it at once */
	strcpy(points[0].section, "lsm/forbidden");
	expect_number(choose(ALL_BUT_OPEN, chosen, &error), WMK_FORBIDDEN);
	expect_text(error.text, "not permitted");
	strcpy(points[0].section, "tp_btf/sys_enter");
}
