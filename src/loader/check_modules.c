// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * check_modules.c - options, and SystemTap modules among the objects -> are there
 * options that these cannot do?
 */
#include "check_modules.h"
#include "escape.h"

static enum exit_code refuse(const char *path, const char *option,
			     const char *why)
{
	fputs("wmkload: ", stderr);
	print_plain(stderr, path);
	fprintf(stderr, ": %s: %s\n", option, why);
	return EXIT_USAGE;
}

static enum exit_code check_buffer(const char *path, const char *option,
				   __u32 asked, __u32 compiled)
{
	char why[128];

	if (asked <= compiled)
		return EXIT_DONE;
	snprintf(why, sizeof(why),
		 "it was compiled with one of %u bytes, of which less can be used, not more",
		 compiled);
	return refuse(path, option, why);
}

static enum exit_code check_one(const struct options *options,
				const struct wmk *wmk)
{
	const char *path = wmk_path(wmk);
	enum exit_code code;

	if (options->run_time)
		return refuse(path, "--run-time",
			      "the kernel measures eBPF programs, and it is a SystemTap module (--budget tells what rules take)");
	if (options->record && !wmk_can_record(wmk))
		return refuse(path, "--record",
			      "it was compiled without a ring buffer of events: build it with -DWMK_EVENTS_BYTES=4194304 for stap, as 'wmkgen run --record' does");
	code = check_buffer(path, "--ring-buffer", options->ring_buffer,
			    wmk_ring_buffer(wmk));
	return code ? code : check_buffer(path, "--record-buffer",
					  options->record_buffer,
					  wmk_event_ring_buffer(wmk));
}

enum exit_code check_modules(const struct options *options,
			     struct wmk **objects)
{
	enum exit_code code = EXIT_DONE;
	int i;

	for (i = 0; !code && i < options->nr_objects; i++)
		if (wmk_describe(objects[i])->is_module)
			code = check_one(options, objects[i]);
	return code;
}
