// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * load.c - an object with its attach points chosen -> programs and tables in
 * the kernel
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

#define LOG_BYTES	(16U << 20)	/* of one program's verifier log */
#define LOG_LINES	40		/* of its end that a fault shows */

/* Room for every program's log; memory is taken only where one is written. */
struct logs {
	char *bytes;
	size_t size;
};

static bool is_wanted(const struct wmk *wmk, __u32 program)
{
	__u32 i;

	for (i = 0; i < wmk->about.object.nr_points; i++)
		if (wmk->raise[i] &&
		    !strcmp(wmk->about.points[i].program,
			    wmk->stats.programs[program].name))
			return true;
	return wmk->programs[program].makes_timers;
}

/* Programs that no point names stay out too: they are for others to run. */
static int leave_out_programs(struct wmk *wmk)
{
	struct bpf_program *program;
	__u32 i;
	int code;

	bpf_object__for_each_program(program, wmk->object) {
		code = bpf_program__set_autoload(program, false);
		if (code)
			return code;
	}
	for (i = 0; i < wmk->stats.nr_programs; i++) {
		struct wmk_program_stats *stats = &wmk->stats.programs[i];

		stats->loaded = is_wanted(wmk, i);
		code = bpf_program__set_autoload(wmk->programs[i].program,
						 stats->loaded);
		if (code)
			return code;
	}
	return 0;
}

static int tell_raise(struct wmk *wmk)
{
	struct bpf_map *map;
	size_t size = 0;
	__u8 *raise;
	int code;

	map = bpf_object__find_map_by_name(wmk->object, ".rodata.wmk_raise");
	if (!map || !bpf_map__initial_value(map, &size) ||
	    size < wmk->about.object.nr_points)
		return -EINVAL;
	raise = calloc(1, size);
	if (!raise)
		return -ENOMEM;
	memcpy(raise, wmk->raise, wmk->about.object.nr_points);
	code = bpf_map__set_initial_value(map, raise, size);
	free(raise);
	return code;
}

/* Where keys fall in the tables must not be known to who chooses keys. */
static int choose_seed(struct wmk *wmk)
{
	struct bpf_map *map;
	size_t size = 0;
	__u64 seed;

	map = bpf_object__find_map_by_name(wmk->object, ".rodata.wmk_seed");
	if (!map)
		return 0;	/* no table is hashed */
	if (!bpf_map__initial_value(map, &size) || size != sizeof(seed))
		return -EINVAL;
	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return -errno;
	return bpf_map__set_initial_value(map, &seed, sizeof(seed));
}

static int give_logs(struct wmk *wmk, struct logs *logs)
{
	__u32 i;
	int code;

	logs->size = (size_t)wmk->stats.nr_programs * LOG_BYTES;
	logs->bytes = mmap(NULL, logs->size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (logs->bytes == MAP_FAILED) {
		logs->bytes = NULL;
		return -errno;
	}
	for (i = 0; i < wmk->stats.nr_programs; i++) {
		code = bpf_program__set_log_buf(wmk->programs[i].program,
						logs->bytes +
							(size_t)i * LOG_BYTES,
						LOG_BYTES);
		if (code)
			return code;
	}
	return 0;
}

static void drop_logs(struct wmk *wmk, struct logs *logs)
{
	__u32 i;

	for (i = 0; i < wmk->stats.nr_programs; i++)
		bpf_program__set_log_buf(wmk->programs[i].program, NULL, 0);
	if (logs->bytes)
		munmap(logs->bytes, logs->size);
}

static const char *last_lines(const char *text, unsigned int lines)
{
	const char *at = text + strlen(text);

	while (at > text && lines)
		if (*--at == '\n' && at[1])
			lines--;
	return *at == '\n' ? at + 1 : at;
}

/* "failed to resolve CO-RE relocation ..." of a log that has it, or NULL */
static const char *find_relocation(const char *log)
{
	return strstr(log, "failed to resolve CO-RE relocation");
}

/* A line at a time, so that what does not fit is left out by whole lines. */
static void add_lines(struct wmk_error *error, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		wmk_add_detail(error, "%.*s", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static enum wmk_fault explain_refusal(struct wmk *wmk, const char *program,
				      const char *log, int code,
				      struct wmk_error *error)
{
	const char *relocation = find_relocation(log);

	if (relocation)
		return wmk_fail(error, WMK_LACKING,
				"%s: this kernel lacks a field that program '%s' reads: %.*s",
				wmk->path, program,
				(int)strcspn(relocation, "\n"), relocation);
	wmk_fail(error, WMK_BUG,
		 "%s: the kernel refuses program '%s' (%s): a bug of wmkgen or of this loader, please report it with the log below",
		 wmk->path, program, strerror(code));
	add_lines(error, last_lines(log, LOG_LINES));
	return error->fault;
}

static enum wmk_fault explain(struct wmk *wmk, const struct logs *logs,
			      int code, struct wmk_error *error)
{
	enum wmk_fault fault;
	__u32 i;

	if (code == EPERM)
		return wmk_fail(error, WMK_FORBIDDEN,
				"%s: the kernel does not permit loading it: run as root; lockdown or a security module may forbid it too",
				wmk->path);
	for (i = 0; logs->bytes && i < wmk->stats.nr_programs; i++) {
		const char *log = logs->bytes + (size_t)i * LOG_BYTES;

		if (log[0])
			return explain_refusal(wmk, wmk->stats.programs[i].name,
					       log, code, error);
	}
	fault = code == ENOMEM ? WMK_SYSTEM : WMK_LACKING;
	wmk_fail(error, fault, "%s: the kernel refuses it: %s", wmk->path,
		 strerror(code));
	add_lines(error, wmk->log.warnings);
	return fault;
}

static enum wmk_fault load_object(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	struct logs logs = { 0 };
	int code;

	fault = wmk_tell_loader(wmk, error);
	if (fault)
		return fault;
	wmk_log_begin(&wmk->log);
	code = leave_out_programs(wmk);
	if (!code)
		code = wmk_size_maps(wmk);
	if (!code)
		code = tell_raise(wmk);
	if (!code)
		code = choose_seed(wmk);
	if (!code)
		code = give_logs(wmk, &logs);
	if (code) {
		fault = wmk_fail(error, WMK_SYSTEM, "%s: cannot be prepared: %s",
				 wmk->path, strerror(-code));
	} else {
		code = bpf_object__load(wmk->object);
		if (code)
			fault = explain(wmk, &logs, -code, error);
	}
	drop_logs(wmk, &logs);
	wmk_log_end();
	if (!fault)
		fault = wmk_give_cgroups(wmk, error);
	if (!fault)
		fault = wmk_map_arms(wmk, error);
	if (!fault)
		fault = wmk_open_stream(wmk, error);
	if (!fault && wmk->stats.recording)
		fault = wmk_open_events(wmk, error);
	if (!fault)
		fault = wmk_read_verified(wmk, error);
	return fault;
}

enum wmk_fault wmk_load(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;

	if (wmk->stage != WMK_CHOSEN)
		return wmk_fail(error, WMK_MISUSE,
				"%s: load comes once, after choose", wmk->path);
	fault = wmk->module ? wmk_load_module(wmk, error) :
			      load_object(wmk, error);
	if (!fault)
		wmk->stage = WMK_LOADED;
	return fault;
}
