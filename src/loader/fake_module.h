/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * fake_module.h - in place of a module that runs, for tests: memory of ours, and
 * a script that is started as staprun
 */
#ifndef WMKLOAD_FAKE_MODULE_H
#define WMKLOAD_FAKE_MODULE_H

#include "module.h"

/* What runs: its regions, and frames that wait. */
struct fake {
	struct {
		__u8 bytes[4096];
		size_t size;
	} regions[WMK_NR_REGIONS];
	char frames[1024];
	size_t frames_bytes;
	enum wmk_region deaf;	/* to orders about this region */
	__u32 orders;		/* that wrote something */
	int records;		/* the descriptor of that file */
	__u32 looks;		/* at files of frames */
	bool noisy;		/* each look leaves what it took once more */
};

extern struct fake fake;

#define REGION(region)	((void *)fake.regions[WMK_REGION_##region].bytes)

/* A folder, and in it a module, the directory that it has once it runs, a staprun. */
struct ground {
	char folder[64];
	char path[128], directory[128], staprun[128];
};

/* Its files are there while the directory is. */
extern const struct wmk_files fake_files;

/* A staprun that makes the directory, and removes it when it is told to end. */
extern const char *const obedient;

void lay_ground(struct ground *ground, const char *script);
void clear_ground(const struct ground *ground);
struct wmk *open_on(const struct ground *ground);

/* Files of the names that a module has, empty but for "NAME:shown"; and no more. */
void make_files(const struct ground *ground);
void remove_files(const struct ground *ground);

#endif /* WMKLOAD_FAKE_MODULE_H */
