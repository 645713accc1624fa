// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * module_test.c - files of modules: what is read of them, and files that are
 * damaged, one field at a time and at random
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "module.h"
#include "print.h"
#include "test.h"
#include "tiny_module.h"

/* Open what a file begins with, which nobody else sees. */
static enum wmk_fault open_bytes(const struct tiny_module *module, size_t size,
				 struct wmk **wmk, struct wmk_error *error)
{
	int fd = memfd_create("module", MFD_CLOEXEC);
	enum wmk_fault fault;
	char path[64];

	if (fd < 0 || write(fd, module, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	fault = wmk_open(path, NULL, wmk, error);
	close(fd);
	return fault;
}

static void refused(struct test *test, const struct tiny_module *module,
		    const char *words)
{
	struct wmk_error error = { 0 };
	struct wmk *wmk;

	expect_number(open_bytes(module, sizeof(*module), &wmk, &error),
		      WMK_BAD_OBJECT);
	expect(strstr(error.text, words));
	if (!strstr(error.text, words))
		printf("  %s\n", error.text);
	wmk_close(wmk);
}

static void test_sound(struct test *test)
{
	struct wmk_memory memory;
	struct tiny_module module;
	struct wmk_error error;
	struct wmk *wmk;

	tiny_module_make(&module, "tiny");
	expect_number(open_bytes(&module, sizeof(module), &wmk, &error), WMK_OK);
	if (!wmk) {
		printf("  %s\n", error.text);
		return;
	}
	expect(wmk_describe(wmk)->is_module);
	expect_text(wmk_describe(wmk)->rules[1].name, "second");
	expect_number(wmk_variable(wmk, 0), 7);
	expect_number(wmk_set_variable(wmk, 0, -3, &error), WMK_OK);
	expect_number(wmk_variable(wmk, 0), -3);
	expect_number(wmk_set_variable(wmk, 1, 0, &error), WMK_MISUSE);
	expect(wmk_has_budgets(wmk));
	expect_number(wmk_ring_buffer(wmk), 65536);
	expect_number(wmk_set_ring_buffer(wmk, 4096, &error), WMK_OK);
	expect_number(wmk_ring_buffer(wmk), 4096);
	expect_number(wmk_event_ring_buffer(wmk), 65536);
	expect_number(wmk_set_ring_buffer(wmk, 131072, &error), WMK_MISUSE);
	expect(strstr(error.text, "ring buffer of 65536 bytes"));
	expect(wmk_can_record(wmk));
	expect_number(wmk_set_run_time(wmk, &error), WMK_MISUSE);
	expect_number(wmk_table_bytes(wmk, 0), 3072);
	wmk_measure_memory(wmk, &memory);
	expect_number(memory.parts[WMK_MEMORY_TABLES], 3072);
	expect_number(memory.parts[WMK_MEMORY_RING], 65536);
	expect_number(memory.parts[WMK_MEMORY_EVENT_RING], 65536);
	expect_number(memory.parts[WMK_MEMORY_COUNTERS],
		      2 * sizeof(struct tiny_stats));
	expect_number(memory.parts[WMK_MEMORY_OTHER], sizeof(module.data));
	expect_number(wmk_load(wmk, &error), WMK_MISUSE);
	expect_number(wmk_unload(wmk, &error), WMK_OK);
	wmk_close(wmk);
}

static void test_without(struct test *test)
{
	struct tiny_module module;
	struct wmk_error error;
	struct wmk *wmk;

	tiny_module_make(&module, "tiny");
	expect(tiny_module_forget(&module, "wmk_budgets"));
	module.data.rings.events = 0;
	expect_number(open_bytes(&module, sizeof(module), &wmk, &error), WMK_OK);
	expect(!wmk_has_budgets(wmk));
	expect(!wmk_can_record(wmk));
	expect_number(wmk_set_recording(wmk, 4096, &error), WMK_MISUSE);
	expect_number(wmk_set_sample(wmk, 4, &error), WMK_MISUSE);
	wmk_close(wmk);
}

#define expect_refused(damage, words)			\
	do {						\
		tiny_module_make(&module, "tiny");	\
		damage;					\
		refused(test, &module, words);		\
	} while (0)

static void test_damages(struct test *test)
{
	static const char *const needed[] = {
		"wmk_object", "wmk_rules", "wmk_columns", "wmk_kinds",
		"wmk_points", "wmk_tables", "wmk_fields", "wmk_variables",
		"wmk_reactions", "wmk_rings", "wmk_vars", "wmk_sample",
	};
	struct tiny_module module;
	size_t i;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		expect_refused(tiny_module_forget(&module, needed[i]),
			       needed[i]);
	expect_refused(module.header.e_machine = EM_SPARC,
		       "nor a module for this machine");
	expect_refused(module.header.e_type = ET_EXEC,
		       "nor a module for this machine");
	expect_refused(module.sections[TINY_SYMBOLS].sh_size = ~0ULL - 24,
		       "no symbols");
	expect_refused(module.sections[TINY_SYMBOLS].sh_link = 99,
		       "no symbols");
	expect_refused(module.sections[TINY_SYMBOLS].sh_entsize = 8,
		       "no symbols");
	expect_refused(strcpy(module.info + 12, "name=../x"),
		       "which module it is");
	expect_refused(memset(module.info, 'x', sizeof(module.info)),
		       "which module it is");
	expect_refused(module.data.rings.records = 0, "no ring buffer");
	expect_refused(module.symbols[9].st_size = 4, "wmk_rings is missing");
	expect_refused(module.symbols[10].st_value = ~0ULL - 3,
		       "wmk_vars is missing");
	expect_refused(module.symbols[0].st_shndx = TINY_BSS, "no wmk_object");
	expect_refused(module.symbols[13].st_size = 2 << 16;
		       module.symbols[14].st_value = 0;
		       module.symbols[14].st_size = 2 << 16,
		       "larger than its sections");
	expect_refused(module.description.object.abi = 1,
		       "version 1 of the object format");
	expect_refused(module.description.points[0].kind = 9, "kind 9 of 1");
	expect_refused(module.description.points[0].section[0] = '\0',
		       "attach point 0");
}

static unsigned int random_number(unsigned long long *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned int)(*state >> 33);
}

static size_t use(const struct wmk *wmk)
{
	struct capture capture;
	size_t length;

	print_describe_text(capture_begin(&capture), wmk);
	length = strlen(capture_end(&capture));
	capture_drop(&capture);
	return length;
}

/* The sanitizers watch what is done with it. */
static void test_random(struct test *test)
{
	const size_t head = offsetof(struct tiny_module, description);
	unsigned int i, j, opened = 0;
	unsigned long long state = 1;
	struct tiny_module module;
	struct wmk_error error;
	struct wmk *wmk;

	for (i = 0; i < 4000; i++) {
		size_t size = sizeof(module);

		tiny_module_make(&module, "tiny");
		for (j = 0; j <= i % 3; j++)
			((__u8 *)&module)[random_number(&state) %
					  (i % 2 ? head : sizeof(module))] =
				(__u8)random_number(&state);
		if (!(i % 16))
			size = random_number(&state) % size;
		if (open_bytes(&module, size, &wmk, &error)) {
			if (error.fault != WMK_BAD_OBJECT ||
			    strchr(error.text, '\n'))
				expect(!"a plain line");
			continue;
		}
		opened += use(wmk) > 0;
		wmk_close(wmk);
	}
	expect(opened > 400 && opened < 3900);
}

void test_module(struct test *test)
{
	test_sound(test);
	test_without(test);
	test_damages(test);
	test_random(test);
}
