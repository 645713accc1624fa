// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * fake_module.c - orders and reads -> memory of ours; a script -> a folder where
 * a module can be loaded by it
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake_module.h"
#include "tiny_module.h"

struct fake fake;

static int fake_order(const char *directory, const struct wmk_order *order,
		      const void *data)
{
	const __u32 us = 4711;

	if (access(directory, F_OK))
		return -ENOENT;
	if (order->what == WMK_ORDER_WHOAMI)
		memcpy(fake.regions[WMK_REGION_LOADER].bytes, &us, sizeof(us));
	if (order->what != WMK_ORDER_WRITE || order->region == fake.deaf ||
	    order->offset + order->bytes > fake.regions[order->region].size)
		return 0;
	memcpy(fake.regions[order->region].bytes + order->offset, data,
	       order->bytes);
	fake.orders++;
	return 0;
}

static ssize_t fake_show(const char *directory, const struct wmk_order *order,
			 void *to)
{
	size_t size = fake.regions[order->region].size;

	if (access(directory, F_OK))
		return -ENOENT;
	if (order->offset >= size)
		return 0;
	size -= order->offset;
	if (size > order->bytes)
		size = order->bytes;
	memcpy(to, fake.regions[order->region].bytes + order->offset, size);
	return (ssize_t)size;
}

static int fake_open(const char *directory, const char *name)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (!strcmp(name, "records"))
		fake.records = fd;
	return fd < 0 ? -errno : fd;
}

static ssize_t fake_take(int stream, void *to)
{
	size_t size = fake.frames_bytes;
	struct stat status;

	if (fstat(stream, &status) || !status.st_nlink)
		return -ENOENT;
	fake.looks++;
	if (stream != fake.records)
		return 0;
	memcpy(to, fake.frames, size);
	if (!fake.noisy)
		fake.frames_bytes = 0;
	return (ssize_t)size;
}

const struct wmk_files fake_files = { fake_order, fake_show, fake_open, fake_take };

static void begin_fake(void)
{
	static const struct {
		enum wmk_region region;
		size_t size;
	} sizes[] = {
		{ WMK_REGION_SESSION, sizeof(struct wmk_session) },
		{ WMK_REGION_STATS, 2 * sizeof(struct tiny_stats) },
		{ WMK_REGION_ACTIVE, 8 },
		{ WMK_REGION_SCOPES, 3 * sizeof(struct wmk_scope) },
		{ WMK_REGION_CGROUPS, 4 * 8 },
		{ WMK_REGION_RECORD, 1 },
		{ WMK_REGION_RINGS, sizeof(struct wmk_rings) },
		{ WMK_REGION_VARS, 8 },
		{ WMK_REGION_ARMS, 24 },
		{ WMK_REGION_PACES, 2 * sizeof(struct wmk_pace) },
		{ WMK_REGION_SPARES, 2 },
		{ WMK_REGION_LOADER, 4 },
		{ WMK_REGION_SEED, 8 },
		{ WMK_REGION_EVENT_LOSSES, sizeof(struct wmk_event_losses) },
		{ WMK_REGION_RULES, 2 * sizeof(struct wmk_rule_info) },
		{ WMK_REGION_REACTIONS, sizeof(struct wmk_reaction_info) },
	};
	const struct wmk_session session = {
		.abi = WMK_ABI_VERSION, .running = 1, .nr_cpus = 2,
		.has_recording = 1, .records_bytes = 65536,
		.events_bytes = 65536, .skipped = 3,
	};
	const struct wmk_arms arms = { WMK_ARMS_MAGIC, 2, 0 };
	struct tiny_module module;
	size_t i;

	memset(&fake, 0, sizeof(fake));
	fake.deaf = WMK_REGION_SESSION;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		fake.regions[sizes[i].region].size = sizes[i].size;
	memcpy(REGION(SESSION), &session, sizeof(session));
	memcpy(REGION(ARMS), &arms, sizeof(arms));
	tiny_module_make(&module, "tiny");
	memcpy(REGION(RULES), module.description.rules,
	       sizeof(module.description.rules));
	memcpy(REGION(REACTIONS), module.description.reactions,
	       sizeof(module.description.reactions));
}

void lay_ground(struct ground *ground, const char *script)
{
	struct tiny_module module;
	FILE *file;

	snprintf(ground->folder, sizeof(ground->folder), "/tmp/wmk_test_XXXXXX");
	if (!mkdtemp(ground->folder))
		abort();
	snprintf(ground->path, sizeof(ground->path), "%s/wmk_tiny.ko",
		 ground->folder);
	snprintf(ground->directory, sizeof(ground->directory), "%s/proc",
		 ground->folder);
	snprintf(ground->staprun, sizeof(ground->staprun), "%s/staprun",
		 ground->folder);
	tiny_module_make(&module, "wmk_tiny");
	tiny_module_write(&module, ground->path);
	file = fopen(ground->staprun, "we");
	if (!file)
		abort();
	fprintf(file, "#!/bin/sh\ndirectory='%s'\n%s", ground->directory,
		script);
	fchmod(fileno(file), 0700);
	fclose(file);
	begin_fake();
}

void clear_ground(const struct ground *ground)
{
	rmdir(ground->directory);
	unlink(ground->path);
	unlink(ground->staprun);
	rmdir(ground->folder);
}

const char *const obedient =
	"trap 'rmdir \"$directory\"; kill $!; exit 0' TERM\n"
	"echo \"inserts $1\"\n"
	"sleep 0.05\n"
	"mkdir \"$directory\"\n"
	"sleep 60 &\n"
	"wait\n";

struct wmk *open_on(const struct ground *ground)
{
	struct wmk_error error;
	struct wmk *wmk;

	if (wmk_open(ground->path, NULL, &wmk, &error)) {
		puts(error.text);
		abort();
	}
	free(wmk->module->directory);
	wmk->module->directory = strdup(ground->directory);
	wmk->module->program = ground->staprun;
	wmk->module->files = &fake_files;
	return wmk;
}

static const char *const names[] = { "order", "memory", "records" };

void make_files(const struct ground *ground)
{
	char path[160];
	FILE *file;
	size_t i;

	mkdir(ground->directory, 0700);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", ground->directory,
			 names[i]);
		file = fopen(path, "we");
		if (!file)
			abort();
		fprintf(file, i ? "%s:shown" : "", names[i]);
		fclose(file);
	}
}

void remove_files(const struct ground *ground)
{
	char path[160];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", ground->directory,
			 names[i]);
		unlink(path);
	}
}
