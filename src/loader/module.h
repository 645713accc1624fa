/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * module.h - SystemTap modules, as far as they are not what objects are
 */
#ifndef WMK_MODULE_H
#define WMK_MODULE_H

#include <sys/types.h>

#include "internal.h"

#define WMK_MODULE_NAME_SIZE	56	/* as the kernel has it */
#define WMK_MODULES		"/proc/systemtap"

/*
 * The files of a running module, by its directory: all return 0, or bytes read,
 * or a negative errno. Tests have others.
 */
struct wmk_files {
	int (*order)(const char *directory, const struct wmk_order *order,
		     const void *data);
	/* What an order to show something shows. */
	ssize_t (*show)(const char *directory, const struct wmk_order *order,
			void *to);
	/* "records" or "events", which stays open: its descriptor ... */
	int (*open)(const char *directory, const char *name);
	/* ... and what waits there, up to WMK_MOST_FRAMES bytes. */
	ssize_t (*take)(int stream, void *to);
};

/* proc_files.c: those of the kernel */
extern const struct wmk_files wmk_proc_files;

/* staprun.c: the process that inserts the module, and removes it */
struct wmk_staprun {
	pid_t process;		/* 0: there is none */
	int status;		/* once it has ended */
	int output;		/* what it says, to be read; or -1 */
	FILE *verbose;		/* gets everything, or NULL */
	size_t used;
	char text[4096];	/* the end of it */
};

/* 0 or a negative errno, of finding or executing it */
int wmk_start_staprun(struct wmk_staprun *staprun, const char *program,
		      const char *path);
/* Reads what it says meanwhile. */
bool wmk_staprun_lives(struct wmk_staprun *staprun);
/* Tell it to end; false: it did not within so many ms. */
bool wmk_stop_staprun(struct wmk_staprun *staprun, int most_ms);
/* What it has said, as detail. */
void wmk_add_output(const struct wmk_staprun *staprun, struct wmk_error *error);

/* frames.c: frames that were read, and not told yet */
struct wmk_frames {
	int stream;		/* what is read, or -1 */
	char *bytes;		/* WMK_MOST_FRAMES; aligned */
	size_t used, at;
	int timer;		/* readable when it is time to look again; or -1 */
};

/* The descriptor of their file is theirs from then on; a negative one is an error. */
int wmk_open_frames(struct wmk_frames *frames, int stream);
void wmk_close_frames(struct wmk_frames *frames);
/*
 * Hand records to a function until it returns something else than 0, or those
 * that waited were told: what it returned, 0, or a negative errno.
 */
typedef int (*wmk_on_record)(void *wmk, void *data, size_t size);
int wmk_take_frames(struct wmk *wmk, struct wmk_frames *frames,
		    wmk_on_record on_record);

struct wmk_module {
	char name[WMK_MODULE_NAME_SIZE];
	char *directory;		/* WMK_MODULES "/NAME" */
	const struct wmk_files *files;
	const char *program;		/* "staprun" */
	/* What each region is when the module is active; bytes NULL: it has none. */
	struct {
		__u8 *bytes;
		size_t size;
	} told[WMK_NR_REGIONS];
	char *orders;			/* to be written then: struct wmk_order and data each */
	size_t orders_bytes;
	struct wmk_rings compiled;	/* bytes of ring buffers */
	__u64 parts[WMK_NR_MEMORY_PARTS];
	__u64 *table_bytes;		/* object.nr_tables */
	struct wmk_staprun staprun;
	bool inserted;			/* we had it loaded ... */
	bool gone;			/* ... and somebody else removed it, which was told */
	struct wmk_session session;	/* as last read */
	struct wmk_frames records, events;
};

/* module.c: the bytes of its file -> a handle, and where its description stands */
enum wmk_fault wmk_open_module(struct wmk *wmk, const struct wmk_span *file,
			       struct wmk_sections *sections,
			       struct wmk_error *error);
/* ... then, of what is described: its regions, and its only program */
enum wmk_fault wmk_prepare_module(struct wmk *wmk, const struct wmk_span *file,
				  struct wmk_error *error);
void wmk_close_module(struct wmk_module *module);

/* module_memory.c: what it takes, by its symbols and sections */
struct wmk_symbols;
enum wmk_fault wmk_size_module(struct wmk *wmk, const struct wmk_symbols *symbols,
			       struct wmk_error *error);

/* orders.c: 0 or a negative errno; keep one until it is loaded */
int wmk_keep_order(struct wmk_module *module, enum wmk_region region,
		   size_t offset, const void *bytes, size_t size);
/* ... write what was kept; *region: what is not as it was told */
int wmk_write_orders(struct wmk_module *module, enum wmk_region *region);
/* ... write to a region, and see that it is so; -EIO: it is not */
int wmk_order(struct wmk_module *module, enum wmk_region region, size_t offset,
	      const void *bytes, size_t size);
/* ... one without data */
int wmk_order_plainly(struct wmk_module *module, enum wmk_order_what what);
/* ... read a part of a region; -EIO: it is shorter */
int wmk_show(struct wmk_module *module, enum wmk_region region, size_t offset,
	     void *to, size_t size);

/* module_load.c */
enum wmk_fault wmk_load_module(struct wmk *wmk, struct wmk_error *error);
enum wmk_fault wmk_unload_module(struct wmk *wmk, struct wmk_error *error);
/*
 * ... is it still there, where its files gave 0 or a negative errno? That it is not
 * is told once; then it does nothing any more.
 */
enum wmk_fault wmk_check_module(struct wmk *wmk, int code,
				struct wmk_error *error);
/* ... is one of the name loaded? */
bool wmk_is_inserted(const struct wmk_module *module);

/* arms_module.c: as wmk_switch_rules, in the modules of a directory */
enum wmk_fault wmk_switch_modules(struct wmk_switch *to, const char *modules,
				  const struct wmk_files *files,
				  struct wmk_error *error);

#endif /* WMK_MODULE_H */
