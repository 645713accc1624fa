/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * symbols.h - addresses -> names: functions of the kernel, files of a process
 */
#ifndef WMKLOAD_SYMBOLS_H
#define WMKLOAD_SYMBOLS_H

#include <linux/types.h>
#include <stddef.h>
#include <stdio.h>

/* Functions, by address. */
struct symbols {
	struct symbol {
		__u64 address;
		size_t name;	/* where it stands in names */
	} *list;
	size_t count, room;
	char *names;
	size_t used, size;
};

/*
 * kernel_symbols.c: read a file such as /proc/kallsyms; where the kernel shows
 * zeros instead of addresses, or memory is short, there are no symbols.
 */
void symbols_read(struct symbols *symbols, FILE *from);
void symbols_free(struct symbols *symbols);

/* The function that an address is in, or NULL; *offset: how far. */
const char *symbols_find(const struct symbols *symbols, __u64 address,
			 __u64 *offset);

/* Those of the running kernel: read at the first call, kept until the end. */
const struct symbols *kernel_symbols(void);

/* What a process has mapped, in the order of addresses. */
struct mappings {
	struct mapping {
		__u64 start, end;
		__u64 offset;	/* of its start in the file */
		char *path;	/* or "[vdso]" and the like; NULL: memory only */
	} *list;
	size_t count, room;
};

/* mappings.c: read a file such as /proc/1/maps */
void mappings_read(struct mappings *mappings, FILE *from);
void mappings_free(struct mappings *mappings);

/* The file that an address is of, or NULL; *offset: where in the file. */
const char *mappings_find(const struct mappings *mappings, __u64 address,
			  __u64 *offset);

#endif /* WMKLOAD_SYMBOLS_H */
