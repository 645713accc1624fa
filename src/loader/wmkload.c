// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * wmkload.c - objects that wmkgen made -> monitors in the kernel, and their
 * records on standard output
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "check_modules.h"
#include "monitor.h"
#include "options.h"
#include "print.h"
#include "recorder.h"
#include "self_test.h"
#include "set_budgets.h"
#include "set_reactions.h"
#include "set_scopes.h"
#include "set_variables.h"
#include "switch_rules.h"

struct session {
	const struct options *options;
	struct wmk **objects;		/* options->nr_objects */
	struct wmk_kernel *kernel;
	struct recorder recorder;	/* if options->record */
	struct wmk_error error;
};

/* Messages and records must not end up in a file that we open. */
static void fill_standard_fds(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void hold_signal(int signal)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signal);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

/* Under nohup(1) it is not: what is held would be read all the same. */
static bool heeds_hangup(void)
{
	struct sigaction action;

	return !sigaction(SIGHUP, NULL, &action) && action.sa_handler != SIG_IGN;
}

/* From here on these signals are read, not delivered. */
static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGUSR1);
	if (heeds_hangup())
		sigaddset(&set, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -1;
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Of a module it is as it was compiled. */
static __u32 record_buffer(const struct options *options, const struct wmk *wmk)
{
	if (options->record_buffer)
		return options->record_buffer;
	return wmk_describe(wmk)->is_module ? wmk_event_ring_buffer(wmk) :
					      RECORD_BUFFER;
}

static bool is_module(const struct session *s, int i)
{
	return wmk_describe(s->objects[i])->is_module;
}

static bool has_modules(const struct session *s, bool modules)
{
	int i;

	for (i = 0; i < s->options->nr_objects; i++)
		if (is_module(s, i) == modules)
			return true;
	return false;
}

static enum wmk_fault set_buffers(struct session *s, int i)
{
	const struct options *options = s->options;
	enum wmk_fault fault = WMK_OK;

	if (options->ring_buffer)
		fault = wmk_set_ring_buffer(s->objects[i], options->ring_buffer,
					    &s->error);
	if (!fault && options->record)
		fault = wmk_set_recording(s->objects[i],
					  record_buffer(options, s->objects[i]),
					  &s->error);
	return fault;
}

/* Complain about every object that does not open, then give up. */
static enum exit_code open_objects(struct session *s)
{
	enum exit_code code = EXIT_DONE;
	int i;

	for (i = 0; i < s->options->nr_objects; i++)
		if (wmk_open(s->options->objects[i],
			     s->options->verbose ? stderr : NULL,
			     &s->objects[i], &s->error))
			code = complain(&s->error);
	if (!code)
		code = check_modules(s->options, s->objects);
	for (i = 0; !code && i < s->options->nr_objects; i++)
		if (set_buffers(s, i))
			code = complain(&s->error);
	if (!code)
		code = set_variables(s->options, s->objects);
	return code ? code : set_budgets(s->options, s->objects);
}

/*
 * Whose events are read is told first, as not every point can tell, and what is
 * enforced, as not every point can refuse. Complain about all that the kernel
 * lacks for any object, then give up.
 */
static enum exit_code choose(struct session *s)
{
	enum exit_code code = set_scopes(s->options, s->objects);
	int i;

	if (!code)
		code = set_reactions(s->options, s->objects);
	if (code)
		return code;
	for (i = 0; i < s->options->nr_objects; i++)
		if (wmk_choose(s->objects[i], s->kernel, &s->error))
			code = complain(&s->error);
	return code;
}

static enum exit_code for_each(struct session *s,
			       enum wmk_fault (*act)(struct wmk *wmk,
						     struct wmk_error *error))
{
	int i;

	for (i = 0; i < s->options->nr_objects; i++)
		if (act(s->objects[i], &s->error))
			return complain(&s->error);
	return EXIT_DONE;
}

static enum exit_code end_output(void)
{
	if (!fflush(stdout) || errno == EPIPE)
		return EXIT_DONE;
	fprintf(stderr, "wmkload: cannot write: %s\n", strerror(errno));
	return EXIT_OUTPUT;
}

static enum exit_code describe(struct session *s)
{
	int i;

	for (i = 0; i < s->options->nr_objects; i++) {
		if (s->options->format == FORMAT_JSON)
			print_describe_json(stdout, s->objects[i]);
		else
			print_describe_text(stdout, s->objects[i]);
	}
	return end_output();
}

static enum exit_code print_choice(struct session *s, struct wmk *wmk,
				   bool loaded)
{
	struct stats_of object = { .wmk = wmk };

	if (s->options->format == FORMAT_TEXT) {
		print_choice_text(stdout, wmk);
		return EXIT_DONE;
	}
	if (loaded && wmk_read_stats(wmk, &object.stats, &s->error))
		return complain(&s->error);
	print_choice_json(stdout, &object);
	return EXIT_DONE;
}

/* Before a single map is made; tells: also where there is nothing to complain of. */
static enum exit_code check_memory(struct session *s, bool tells)
{
	struct wmk_memory memory = { 0 }, one;
	__u64 most = s->options->max_memory;
	int i;

	for (i = 0; i < s->options->nr_objects; i++) {
		wmk_measure_memory(s->objects[i], &one);
		add_memory(&memory, &one);
	}
	if (!most || memory.bytes <= most) {
		if (tells)
			print_memory_line(stderr, &memory);
		return EXIT_DONE;
	}
	fputs("wmkload: nothing is loaded: it could take ", stderr);
	print_bytes(stderr, memory.bytes);
	fputs(" of memory, and --max-memory is ", stderr);
	print_bytes(stderr, most);
	putc('\n', stderr);
	print_memory_parts(stderr, &memory, true);
	return EXIT_SYSTEM;
}

/*
 * Without privilege the kernel's BTF is asked; with it, the kernel itself. Of a
 * module there is nothing to try but all of it, which is not done.
 */
static enum exit_code check(struct session *s)
{
	enum exit_code code;
	bool loads, objects = has_modules(s, false);
	int i;

	if (objects && wmk_kernel_open(&s->kernel, &s->error))
		return complain(&s->error);
	code = choose(s);
	if (code)
		return code;
	loads = !objects || !wmk_may_load(&s->error);
	if (!loads)
		fputs("wmkload: not permitted to load eBPF programs, so the kernel was not tried, only its BTF read\n",
		      stderr);
	else
		code = check_memory(s, true);
	for (i = 0; !code && loads && i < s->options->nr_objects; i++)
		if (!is_module(s, i) && wmk_load(s->objects[i], &s->error))
			code = complain(&s->error);
	for (i = 0; !code && i < s->options->nr_objects; i++)
		code = print_choice(s, s->objects[i],
				    loads && !is_module(s, i));
	return code ? code : end_output();
}

/* Loaded objects -> lines, until told to stop */
static enum exit_code attach_and_monitor(struct session *s,
					 struct recorder *recorder)
{
	enum exit_code code;
	int signal_fd;

	signal_fd = open_signals();
	if (signal_fd < 0) {
		fprintf(stderr, "wmkload: cannot wait for signals: %s\n",
			strerror(errno));
		return EXIT_SYSTEM;
	}
	code = for_each(s, wmk_attach);
	if (!code)
		code = for_each(s, wmk_attach_denying);
	if (!code)
		code = monitor(s->options, s->objects, recorder, signal_fd);
	close(signal_fd);
	return code;
}

/*
 * Modules are for kernels that are not able to do as much, too. Who leaves staprun
 * while it inserts one leaves that behind, so that signals wait until it has.
 */
static enum exit_code open_kernel(struct session *s)
{
	if (has_modules(s, true)) {
		if (wmk_may_insert(&s->error))
			return complain(&s->error);
		hold_signal(SIGINT);
		hold_signal(SIGTERM);
		if (heeds_hangup())
			hold_signal(SIGHUP);
	}
	if (has_modules(s, false) &&
	    (wmk_kernel_open(&s->kernel, &s->error) || wmk_may_load(&s->error)))
		return complain(&s->error);
	return EXIT_DONE;
}

static enum exit_code load_and_monitor(struct session *s)
{
	enum exit_code code = open_kernel(s);
	int i;

	if (!code)
		code = check_memory(s, true);
	if (!code && s->options->self_test_first)
		code = self_test(s->options, s->kernel, stderr, false);
	if (!code)
		code = choose(s);
	if (!code)
		code = for_each(s, wmk_load);
	for (i = 0; !code && s->options->run_time && i < s->options->nr_objects; i++)
		if (wmk_set_run_time(s->objects[i], &s->error))
			code = complain(&s->error);
	if (code)
		return code;
	if (!s->options->record)
		return attach_and_monitor(s, NULL);
	code = recorder_open(&s->recorder, s->options->record, s->objects[0]);
	if (code)
		return code;
	code = attach_and_monitor(s, &s->recorder);
	recorder_close(&s->recorder);
	return code;
}

static enum exit_code probe(struct session *s)
{
	const struct options *options = s->options;

	if (wmk_kernel_open(&s->kernel, &s->error))
		return complain(&s->error);
	print_probe(stdout, options->format == FORMAT_JSON, s->kernel,
		    options->objects, options->nr_objects);
	return end_output();
}

static enum exit_code rearm(struct session *s)
{
	enum exit_code code;

	if (s->options->task == TASK_ARM &&
	    wmk_kernel_open(&s->kernel, &s->error) != WMK_OK &&
	    s->error.fault != WMK_LACKING)
		return complain(&s->error);
	code = switch_rules(s->options, s->kernel);
	return code ? code : end_output();
}

static enum exit_code perform(struct session *s)
{
	enum exit_code code;

	if (s->options->task == TASK_PROBE)
		return probe(s);
	if (s->options->task == TASK_DISARM || s->options->task == TASK_ARM)
		return rearm(s);
	code = open_objects(s);
	if (code)
		return code;
	switch (s->options->task) {
	case TASK_DESCRIBE:
		return describe(s);
	case TASK_CHECK:
		return check(s);
	case TASK_SELF_TEST:
		code = open_kernel(s);
		if (!code)
			code = check_memory(s, false);
		if (!code)
			code = self_test(s->options, s->kernel, stdout, true);
		return code ? code : end_output();
	case TASK_PROBE:
	case TASK_DISARM:
	case TASK_ARM:
	case TASK_MONITOR:
		break;
	}
	return load_and_monitor(s);
}

int main(int argc, char **argv)
{
	struct options options;
	struct session session = { .options = &options };
	int code, i;

	fill_standard_fds();
	code = parse_options(argc, argv, &options);
	if (code >= 0) {
		free_options(&options);
		return code;
	}
	signal(SIGPIPE, SIG_IGN);
	hold_signal(SIGUSR1);
	session.objects = calloc((size_t)options.nr_objects,
				 sizeof(*session.objects));
	if (!session.objects) {
		fputs("wmkload: out of memory\n", stderr);
		free_options(&options);
		return EXIT_SYSTEM;
	}
	code = perform(&session);
	for (i = 0; i < options.nr_objects; i++) {
		if (session.objects[i] &&
		    wmk_unload(session.objects[i], &session.error)) {
			enum exit_code unload = complain(&session.error);

			if (!code)
				code = unload;
		}
		wmk_close(session.objects[i]);
	}
	wmk_kernel_close(session.kernel);
	free(session.objects);
	free_options(&options);
	return code;
}
