/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * internal.h - what the parts of libwmk share, and nobody else may include
 * (their tests apart)
 */
#ifndef WMK_INTERNAL_H
#define WMK_INTERNAL_H

#include <stdarg.h>
#include <stddef.h>

#include "wmk.h"

struct bpf_link;
struct bpf_map;
struct bpf_object;
struct bpf_program;
struct btf;
struct ring_buffer;

/* error.c: fill *error, return its fault */
__attribute__((format(printf, 3, 4)))
enum wmk_fault wmk_fail(struct wmk_error *error, enum wmk_fault fault,
			const char *format, ...);
__attribute__((format(printf, 2, 3)))
void wmk_add_detail(struct wmk_error *error, const char *format, ...);
#define wmk_damaged(error, path, format, ...)				\
	wmk_fail(error, WMK_BAD_OBJECT,					\
		 "%s: damaged, or not made by wmkgen: " format, path,	\
		 ##__VA_ARGS__)

/* log.c: what libbpf says between begin and end */
struct wmk_log {
	FILE *verbose;		/* gets everything, or NULL */
	size_t used;
	char warnings[4096];	/* the last ones */
};

void wmk_log_begin(struct wmk_log *log);
void wmk_log_end(void);

struct wmk_span {
	const void *data;
	size_t size;
};

/* Of the kernel they are names of maps, too. */
#define WMK_DESCRIPTION_SECTION	".rodata.wmk"
#define WMK_ARMS_SECTION	".data.wmk_arms"

/* elf_section.c: is this an object for eBPF at all, or a module, and where is a section */
bool wmk_is_object(const struct wmk_span *file);
bool wmk_is_module(const struct wmk_span *file);
bool wmk_find_section(const struct wmk_span *file, const char *name,
		      struct wmk_span *section);

/* check_btf.c */
bool wmk_check_btf(const struct btf *btf);

/* describe.c: the tables as they stand in the file -> a checked copy */
struct wmk_sections {
	struct wmk_span object, rules, columns, kinds, points, tables, fields,
			variables, notes, reactions;
	bool of_module;		/* else of an object */
};

/* sections.c: where they stand, of those that a function finds by their names */
typedef bool (*wmk_find_variable)(const void *in, const char *name,
				  struct wmk_span *found);
void wmk_fill_sections(struct wmk_sections *to, wmk_find_variable find,
		       const void *in);
/* ... or BTF; false: it does not say */
bool wmk_find_sections(const struct btf *btf, const struct wmk_span *bytes,
		       struct wmk_sections *to);

enum wmk_fault wmk_read_description(const char *path,
				    const struct wmk_sections *from,
				    struct wmk_description *to,
				    struct wmk_error *error);
void wmk_free_description(struct wmk_description *description);

/* check_description.c: is all of it in bounds, and does its text end? */
enum wmk_fault wmk_check_description(const char *path,
				     const struct wmk_description *about,
				     struct wmk_error *error);
/* An object's text: it ends, is not empty, and has no control characters. */
bool wmk_is_text(const char *text, size_t size, bool ascii);

/* number.c: numbers and losses of one rule, as the stream shows them */
struct wmk_sequence {
	__u64 number;		/* of the last record, lost ones counted */
	__u64 lost;		/* told so far */
	__u64 refused;		/* likewise */
	__u64 overflowed;	/* likewise */
	__u64 forgotten;	/* likewise */
	__u64 busy;		/* likewise */
	__u64 unwritten;	/* likewise */
	__u64 unnoted;		/* likewise */
	__u64 unread;		/* likewise */
	struct wmk_suspension suspension;	/* the last one told */
};

__u64 wmk_sequence_note(struct wmk_sequence *sequence, __u32 lost,
			__u64 *newly_lost);
__u64 wmk_sequence_record(struct wmk_sequence *sequence, __u32 lost,
			  __u64 *newly_lost);
__u64 wmk_sequence_lost(struct wmk_sequence *sequence, __u64 lost);
__u64 wmk_newly(__u64 *told, __u64 now);
__u64 wmk_newly_wrapped(__u64 *told, __u32 now);

/* choose.c */
typedef enum wmk_support (*wmk_has_point)(void *context, const char *section,
					  char *reason, size_t size,
					  struct wmk_error *error);

enum wmk_fault wmk_choose_points(const char *path,
				 const struct wmk_description *about,
				 wmk_has_point has_point, void *context,
				 __u8 *raise, struct wmk_error *error);

/* kernel.c */
enum wmk_lsm {
	WMK_LSM_UNREAD,
	WMK_LSM_ACTIVE,
	WMK_LSM_INACTIVE,
	WMK_LSM_UNKNOWN,	/* the list cannot be read */
};

struct wmk_kernel {
	struct btf *btf;
	bool may_load;
	enum wmk_lsm lsm;
	char lsm_names[256];
	bool trampoline_tried;
	int trampoline;		/* 0 or a negative errno */
	char release[65];
};

/* lsm.c: which security modules are active, into lsm and lsm_names */
void wmk_read_lsm(struct wmk_kernel *kernel);

/* point.c: a wmk_has_point for a struct wmk_kernel */
enum wmk_support wmk_kernel_has_point(void *kernel, const char *section,
				      char *reason, size_t size,
				      struct wmk_error *error);
/* The last line of a verifier log that is not about its own statistics, or NULL; cuts it up. */
const char *wmk_last_words(char *log);
/* Is this a kind of section that a point may have? */
bool wmk_known_section(const char *section);

/* object.c and on */
struct wmk_program {
	struct bpf_program *program;
	bool makes_timers;	/* run once, and attached to nothing */
	struct bpf_link *link;
	__u64 misses_before;	/* those of before it was active */
	__u64 runs_before, run_ns_before;	/* likewise */
	__u64 misses_told;
	__u64 misses_recorded;	/* told among events */
};

enum wmk_stage {
	WMK_OPENED,
	WMK_CHOSEN,
	WMK_LOADED,
	WMK_WATCHING,		/* all is attached but programs that refuse events */
	WMK_ATTACHED,
};

struct wmk {
	char *path;
	enum wmk_stage stage;
	struct wmk_log log;
	struct wmk_description about;
	struct wmk_module *module;	/* NULL: it is an object, and has ... */
	struct bpf_object *object;
	struct bpf_map *records;
	struct bpf_map *counters;
	struct bpf_map *regions[WMK_NR_REGIONS];	/* ... what is one map of one value; NULL: none */
	struct wmk_budget *spending;	/* as last read; object.nr_rules */
	int run_time_fd;		/* while it is open the kernel measures programs; or -1 */
	struct bpf_map *cgroups;
	int *scope_cgroups;		/* what is to be in it, or -1; as many as it has entries */
	__u8 *raise;			/* object.nr_points */
	struct wmk_program *programs;	/* stats.nr_programs, same order */
	struct wmk_stats stats;
	bool stats_read;
	void *percpu;			/* what wmk_stats holds, on every CPU */
	int nr_cpus;
	struct wmk_sequence *sequences;	/* object.nr_rules */
	struct ring_buffer *ring;
	struct wmk_polling *polling;	/* during wmk_poll */

	struct wmk_arms *mapped_arms;	/* of an object with reactions, once loaded */
	__u32 process;			/* the kernel's number for ours, likewise */

	/* where events are recorded: stats.recording */
	struct bpf_map *events;
	struct ring_buffer *event_ring;
	struct wmk_event_polling *event_polling;	/* during wmk_poll_events */
	struct wmk_event_losses losses;	/* as last read */
	__u64 lost_told, busy_told;
};

/* maps.c: find the maps that an object has and check them */
enum wmk_fault wmk_find_maps(struct wmk *wmk, struct wmk_error *error);
/* ... how many entries wmk_cgroups has, how large wmk_arms is, and the value of wmk_stats */
__u32 wmk_nr_cgroups(const struct wmk_object_info *n);
size_t wmk_arms_bytes(__u32 nr_rules);
size_t wmk_counter_bytes(const struct wmk *wmk);

/* region.c: before it is loaded, is there one, what does it begin with, and what is it to */
bool wmk_has_region(const struct wmk *wmk, enum wmk_region region);
const void *wmk_told(const struct wmk *wmk, enum wmk_region region,
		     size_t *size);
enum wmk_fault wmk_tell(struct wmk *wmk, enum wmk_region region, size_t offset,
			const void *bytes, size_t size,
			struct wmk_error *error);
/* ... once it is: write to it (of an object, all of it), and read its beginning (likewise) */
enum wmk_fault wmk_put(struct wmk *wmk, enum wmk_region region, size_t offset,
		       const void *bytes, size_t size, struct wmk_error *error);
enum wmk_fault wmk_look(struct wmk *wmk, enum wmk_region region, void *to,
			size_t size, struct wmk_error *error);
/* ... in words */
const char *wmk_region_name(enum wmk_region region);

/* programs.c: list the programs that points and tables name and check them */
#define WMK_TIMERS_SECTION	"iter/bpf_map"

enum wmk_fault wmk_find_programs(struct wmk *wmk, struct wmk_error *error);

/* timers.c: run a program that makes a table's timers */
enum wmk_fault wmk_make_timers(struct wmk *wmk, __u32 program,
			       struct wmk_error *error);

/* scope.c: hand cgroups to a loaded object; and let go of them */
enum wmk_fault wmk_give_cgroups(struct wmk *wmk, struct wmk_error *error);
void wmk_drop_cgroups(struct wmk *wmk);
/* ... is what scopes ask for known where the chosen points are? */
enum wmk_fault wmk_check_scopes(struct wmk *wmk,
				const struct wmk_kernel *kernel,
				struct wmk_error *error);

/* memory.c: make the maps as large as they are to be; 0 or a negative errno */
int wmk_size_maps(struct wmk *wmk);

/* budget.c: how many struct wmk_rule_cost there are; what became of budgets, as stats.c reads it, and to whom it is told */
__u32 wmk_nr_costs(const struct wmk *wmk);
enum wmk_fault wmk_read_budgets(struct wmk *wmk, struct wmk_error *error);
void wmk_report_suspension(struct wmk *wmk, const struct wmk_sink *sink,
			   __u32 rule);
void wmk_report_return(struct wmk *wmk, const struct wmk_sink *sink,
		       __u32 rule, __u64 now);

/* arms.c: rules of what seems to be a struct wmk_arms, 0: it is something else */
__u32 wmk_count_armed(const struct wmk_arms *arms, size_t bytes);

/* react.c: does DO of a rule have such a call (enum wmk_reaction_call)? */
bool wmk_rule_calls(const struct wmk_description *about,
		    const struct wmk_rule_info *rule, __u32 call);
/* ... a point where events could be refused, in whose place another was chosen, or NULL */
const struct wmk_point_info *
wmk_find_refusing(const struct wmk_description *about, const __u8 *raise,
		  __u32 call);
/* ... can such calls of a rule be done at the chosen points? */
enum wmk_fault wmk_check_call(const char *path,
			      const struct wmk_description *about,
			      const __u8 *raise, const char *rule, __u32 call,
			      struct wmk_kernel *kernel,
			      struct wmk_error *error);
/* ... and those of what is enforced? */
enum wmk_fault wmk_check_enforced(struct wmk *wmk, struct wmk_kernel *kernel,
				  struct wmk_error *error);
/* ... and, when it is known who we are, are processes known to us by the kernel's numbers? */
enum wmk_fault wmk_check_numbers(struct wmk *wmk, struct wmk_error *error);
/* ... before it is loaded: who we are; once it is: hold its arms, and let go */
enum wmk_fault wmk_tell_loader(struct wmk *wmk, struct wmk_error *error);
enum wmk_fault wmk_map_arms(struct wmk *wmk, struct wmk_error *error);
void wmk_unmap_arms(struct wmk *wmk);

/* stream.c: open the ring buffer, once loaded */
enum wmk_fault wmk_open_stream(struct wmk *wmk, struct wmk_error *error);

/* events.c: the same for events */
struct wmk_event_polling {
	const struct wmk_event_sink *sink;
	unsigned int most;
	unsigned int got;
};

/* What libbpf calls for each record in the ring buffer: below 0 stops it. */
int wmk_on_event(void *wmk, void *data, size_t size);
enum wmk_fault wmk_open_events(struct wmk *wmk, struct wmk_error *error);

/* stats.c: make room for the counters; of so many CPUs */
enum wmk_fault wmk_alloc_stats(struct wmk *wmk, struct wmk_error *error);
enum wmk_fault wmk_alloc_percpu(struct wmk *wmk, int nr_cpus,
				struct wmk_error *error);
/* ... fill in what the verifier walked */
enum wmk_fault wmk_read_verified(struct wmk *wmk, struct wmk_error *error);
/* ... and take what the programs have run and missed so far as nothing */
enum wmk_fault wmk_start_programs(struct wmk *wmk, struct wmk_error *error);

#endif /* WMK_INTERNAL_H */
