// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * module_load.c - an open module -> one that runs and is as it was told to be,
 * idle; and its end
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "module.h"

#define START_MS	30000	/* until all its probes are registered */
#define STOP_MS		50000	/* until they are not, and it is removed */
#define GONE_MS		5000	/* until the kernel has forgotten it */
#define LEAVE_MS	3000	/* until one is, whose wmkload was killed */
#define PAUSE_MS	10
#define MOST_CPUS	8192

static void pause_ms(int ms)
{
	const struct timespec pause = { .tv_nsec = ms * 1000000L };

	nanosleep(&pause, NULL);
}

bool wmk_is_inserted(const struct wmk_module *module)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%s", module->name);
	return !access(module->directory, F_OK) || !access(path, F_OK);
}

/* One whose loader was killed is on its way out. */
static bool stays_inserted(const struct wmk_module *module)
{
	int waited = 0;

	while (wmk_is_inserted(module)) {
		if (waited >= LEAVE_MS)
			return true;
		pause_ms(PAUSE_MS);
		waited += PAUSE_MS;
	}
	return false;
}

/* staprun knows modules by the names of their files, which no link changes. */
static enum wmk_fault check_name(const struct wmk *wmk, const char *path,
				 struct wmk_error *error)
{
	const struct wmk_module *module = wmk->module;
	const char *base = strrchr(path, '/') + 1;
	size_t length = strlen(module->name);

	if (strncmp(base, module->name, length) || strcmp(base + length, ".ko"))
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: it was built as '%s.ko', and can be loaded by that name only: rename '%s'",
				wmk->path, module->name, base);
	if (stays_inserted(module))
		return wmk_fail(error, WMK_SYSTEM,
				"%s: a module '%s' is loaded already: end the wmkload that it belongs to, or unload it by 'staprun -d %s'",
				wmk->path, module->name, module->name);
	return WMK_OK;
}

static enum wmk_fault start(struct wmk *wmk, const char *path,
			    struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;
	int code;

	code = wmk_start_staprun(&module->staprun, module->program, path);
	if (code == -ENOENT)
		return wmk_fail(error, WMK_LACKING,
				"%s: '%s' is not in PATH, which loads SystemTap modules: install systemtap-runtime",
				wmk->path, module->program);
	if (code)
		return wmk_fail(error, code == -EACCES ? WMK_FORBIDDEN : WMK_SYSTEM,
				"%s: cannot execute '%s': %s", wmk->path,
				module->program, strerror(-code));
	module->inserted = true;
	return WMK_OK;
}

static enum wmk_fault insert(struct wmk *wmk, struct wmk_error *error)
{
	char *path = realpath(wmk->path, NULL);
	enum wmk_fault fault;

	if (!path)
		return wmk_fail(error, WMK_BAD_OBJECT, "%s: %s", wmk->path,
				strerror(errno));
	fault = check_name(wmk, path, error);
	if (!fault)
		fault = start(wmk, path, error);
	free(path);
	return fault;
}

static enum wmk_fault ended(struct wmk *wmk, const char *what,
			    struct wmk_error *error)
{
	const struct wmk_module *module = wmk->module;

	wmk_fail(error, WMK_SYSTEM, "%s: %s%s", wmk->path, what,
		 module->staprun.used ? ", and said" : ", and said nothing");
	wmk_add_output(&module->staprun, error);
	return error->fault;
}

enum wmk_fault wmk_check_module(struct wmk *wmk, int code,
				struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;

	if (module->gone ||
	    (code != -ENOENT && wmk_staprun_lives(&module->staprun)))
		return WMK_OK;
	module->gone = true;
	wmk_stop_staprun(&module->staprun, STOP_MS);
	return ended(wmk, "the module was removed: somebody or something has ended staprun, which had it loaded",
		     error);
}

static bool is_running(struct wmk_module *module)
{
	return !wmk_show(module, WMK_REGION_SESSION, 0, &module->session,
			 sizeof(module->session)) &&
	       module->session.running;
}

static enum wmk_fault wait_until_running(struct wmk *wmk,
					 struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;
	int waited;

	for (waited = 0; !is_running(module) || !wmk_staprun_lives(&module->staprun);
	     waited += PAUSE_MS) {
		if (!wmk_staprun_lives(&module->staprun)) {
			/* What is there is another wmkload's. */
			if (strstr(module->staprun.text, strerror(EEXIST)))
				module->inserted = false;
			return ended(wmk, "staprun cannot load it", error);
		}
		if (waited >= START_MS)
			return ended(wmk, "its probes are not registered after 30 s; staprun still runs",
				     error);
		pause_ms(PAUSE_MS);
	}
	return WMK_OK;
}

static enum wmk_fault check_session(struct wmk *wmk, struct wmk_error *error)
{
	const struct wmk_session *session = &wmk->module->session;

	if (session->abi != WMK_ABI_VERSION || !session->nr_cpus ||
	    session->nr_cpus > MOST_CPUS ||
	    session->records_bytes != wmk->module->compiled.records ||
	    session->events_bytes != wmk->module->compiled.events)
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: what runs is not what the file describes: was it compiled anew meanwhile?",
				wmk->path);
	return wmk_alloc_percpu(wmk, (int)session->nr_cpus, error);
}

/* Where keys fall in the tables must not be known to who chooses keys. */
static int choose_seed(struct wmk_module *module)
{
	__u64 seed;
	int code;

	code = wmk_show(module, WMK_REGION_SEED, 0, &seed, sizeof(seed));
	if (code)
		return code == -EIO ? 0 : code;	/* no table is hashed */
	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return -errno;
	return wmk_order(module, WMK_REGION_SEED, 0, &seed, sizeof(seed));
}

static int tell_loader(struct wmk *wmk)
{
	struct wmk_module *module = wmk->module;
	int code;

	if (!wmk->about.object.nr_reactions)
		return 0;
	code = wmk_order_plainly(module, WMK_ORDER_WHOAMI);
	if (!code)
		code = wmk_show(module, WMK_REGION_LOADER, 0, &wmk->process,
				sizeof(wmk->process));
	return code ? code : wmk->process ? 0 : -EIO;
}

static enum wmk_fault tell(struct wmk *wmk, struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;
	enum wmk_region region = WMK_REGION_SEED;
	int code;

	code = choose_seed(module);
	if (!code)
		code = wmk_write_orders(module, &region);
	if (!code) {
		region = WMK_REGION_LOADER;
		code = tell_loader(wmk);
	}
	if (code)
		return wmk_fail(error, WMK_SYSTEM, "%s: cannot be told %s: %s",
				wmk->path, wmk_region_name(region),
				code == -EIO ? "the module does not take it" :
					       strerror(-code));
	return wmk_check_numbers(wmk, error);
}

static enum wmk_fault open_streams(struct wmk *wmk, struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;
	int (*open)(const char *, const char *) = module->files->open;
	int code;

	code = wmk_open_frames(&module->records,
			       open(module->directory, "records"));
	if (!code && wmk->stats.recording)
		code = wmk_open_frames(&module->events,
				       open(module->directory, "events"));
	if (code == -EBUSY) {	/* another wmkload was faster, whose module stays */
		module->inserted = false;
		wmk_stop_staprun(&module->staprun, STOP_MS);
	}
	if (code)
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot read what it tells: %s", wmk->path,
				strerror(-code));
	return WMK_OK;
}

enum wmk_fault wmk_load_module(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault;

	fault = insert(wmk, error);
	if (!fault)
		fault = wait_until_running(wmk, error);
	if (!fault)
		fault = check_session(wmk, error);
	if (!fault)	/* first, as one reader has them: then it is ours */
		fault = open_streams(wmk, error);
	if (!fault)
		fault = tell(wmk, error);
	if (!fault)
		fault = wmk_give_cgroups(wmk, error);
	return fault;
}

enum wmk_fault wmk_unload_module(struct wmk *wmk, struct wmk_error *error)
{
	struct wmk_module *module = wmk->module;
	int waited;

	if (!module->inserted)
		return WMK_OK;
	module->inserted = false;
	if (!wmk_stop_staprun(&module->staprun, STOP_MS))
		return ended(wmk, "staprun was told to unload it, and has not ended after 50 s",
			     error);
	for (waited = 0; waited < GONE_MS; waited += PAUSE_MS) {
		if (!wmk_is_inserted(module))
			return WMK_OK;
		pause_ms(PAUSE_MS);
	}
	ended(wmk, "staprun has ended, but the module is still loaded", error);
	wmk_add_detail(error, "unload it by 'staprun -d %s'", module->name);
	return error->fault;
}
