// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * object.c - the file of an object or a module -> an open handle, and its end
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

#define MOST_FILE_BYTES		(64 << 20)

/*
 * The whole file is read before it is looked at, so that one that changes
 * meanwhile does no harm.
 */
static enum wmk_fault read_file(const char *path, struct wmk_span *file,
				struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	size_t used = 0;
	struct stat st;
	char *bytes;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return wmk_fail(error, WMK_BAD_OBJECT, "%s: %s", path,
				strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
	    st.st_size > MOST_FILE_BYTES) {
		close(fd);
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: not a file of at most %d MiB", path,
				MOST_FILE_BYTES >> 20);
	}
	bytes = malloc((size_t)st.st_size + 1);
	if (!bytes) {
		close(fd);
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	}
	while (used < (size_t)st.st_size) {
		ssize_t got = read(fd, bytes + used, (size_t)st.st_size - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			fault = wmk_fail(error, WMK_BAD_OBJECT, "%s: %s", path,
					 strerror(errno));
		if (got <= 0)
			break;
		used += (size_t)got;
	}
	close(fd);
	file->data = bytes;
	file->size = used;
	if (fault)
		free(bytes);
	return fault;
}

/* "dir/secrets.bpf.o" -> "secrets", as libbpf would name it */
static void name_object(const char *path, char *name, size_t size)
{
	const char *base = strrchr(path, '/');

	snprintf(name, size, "%s", base ? base + 1 : path);
	name[strcspn(name, ".")] = '\0';
	if (!name[0])
		snprintf(name, size, "wmk");
}

/* What libbpf would believe and stumble over is looked at first. */
static enum wmk_fault check_file(struct wmk *wmk, const struct wmk_span *file,
				 struct wmk_error *error)
{
	struct wmk_span section;
	struct btf *btf = NULL;
	bool whole;

	if (!wmk_is_object(file))
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: not an eBPF object file, nor a module for this machine",
				wmk->path);
	if (!wmk_find_section(file, BTF_ELF_SEC, &section))
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: damaged, or not made by wmkgen: it has no BTF",
				wmk->path);
	if (section.size <= MOST_FILE_BYTES)
		btf = btf__new(section.data, (__u32)section.size);
	whole = btf && wmk_check_btf(btf);
	btf__free(btf);
	if (!whole)
		return wmk_fail(error, WMK_BAD_OBJECT, "%s: its BTF is damaged",
				wmk->path);
	return WMK_OK;
}

static enum wmk_fault open_object(struct wmk *wmk, const struct wmk_span *file,
				  struct wmk_error *error)
{
	LIBBPF_OPTS(bpf_object_open_opts, options);
	enum wmk_fault fault;
	char name[BPF_OBJ_NAME_LEN];

	name_object(wmk->path, name, sizeof(name));
	options.object_name = name;
	wmk_log_begin(&wmk->log);
	fault = check_file(wmk, file, error);
	if (!fault) {
		wmk->object = bpf_object__open_mem(file->data, file->size,
						   &options);
		if (!wmk->object)
			fault = wmk_fail(error, WMK_BAD_OBJECT,
					 "%s: a damaged eBPF object file",
					 wmk->path);
	}
	wmk_log_end();
	return fault;
}

static enum wmk_fault find_description(struct wmk *wmk,
				       struct wmk_sections *sections,
				       struct wmk_error *error)
{
	const struct btf *btf = bpf_object__btf(wmk->object);
	struct wmk_span bytes = { 0 };
	struct bpf_map *map;

	map = bpf_object__find_map_by_name(wmk->object, WMK_DESCRIPTION_SECTION);
	if (map)
		bytes.data = bpf_map__initial_value(map, &bytes.size);
	if (!bytes.data || !btf)
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: not made by wmkgen: it has no section %s%s",
				wmk->path, WMK_DESCRIPTION_SECTION,
				btf ? "" : ", and no BTF");
	if (!wmk_find_sections(btf, &bytes, sections))
		return wmk_fail(error, WMK_BAD_OBJECT,
				"%s: not made by wmkgen: its BTF does not name what is in section %s",
				wmk->path, WMK_DESCRIPTION_SECTION);
	return WMK_OK;
}

/*
 * No program reads the description. The kernel need have it only where other
 * processes may look for rules by their names: wmk_switch_rules.
 */
static enum wmk_fault place_description(struct wmk *wmk,
					struct wmk_error *error)
{
	struct bpf_map *map;

	map = bpf_object__find_map_by_name(wmk->object,
					   WMK_DESCRIPTION_SECTION);
	if (bpf_map__set_autocreate(map, wmk->about.object.nr_reactions))
		return wmk_fail(error, WMK_SYSTEM, "%s: cannot leave out %s",
				wmk->path, WMK_DESCRIPTION_SECTION);
	return WMK_OK;
}

static enum wmk_fault describe_object(struct wmk *wmk,
				      const struct wmk_span *file,
				      struct wmk_error *error)
{
	struct wmk_sections sections = { 0 };
	enum wmk_fault fault;

	fault = open_object(wmk, file, error);
	if (!fault)
		fault = find_description(wmk, &sections, error);
	if (!fault)
		fault = wmk_read_description(wmk->path, &sections, &wmk->about,
					     error);
	if (!fault)
		fault = place_description(wmk, error);
	if (!fault)
		fault = wmk_find_programs(wmk, error);
	if (!fault)
		fault = wmk_alloc_stats(wmk, error);
	if (!fault)
		fault = wmk_find_maps(wmk, error);
	return fault;
}

static enum wmk_fault describe_module(struct wmk *wmk,
				      const struct wmk_span *file,
				      struct wmk_error *error)
{
	struct wmk_sections sections = { 0 };
	enum wmk_fault fault;

	fault = wmk_open_module(wmk, file, &sections, error);
	if (!fault)
		fault = wmk_read_description(wmk->path, &sections, &wmk->about,
					     error);
	if (!fault)
		fault = wmk_prepare_module(wmk, file, error);
	if (!fault)
		fault = wmk_alloc_stats(wmk, error);
	return fault;
}

enum wmk_fault wmk_open(const char *path, FILE *log, struct wmk **to,
			struct wmk_error *error)
{
	struct wmk_span file = { 0 };
	enum wmk_fault fault;
	struct wmk *wmk;

	*to = NULL;
	wmk = calloc(1, sizeof(*wmk));
	if (wmk)
		wmk->path = strdup(path);
	if (!wmk || !wmk->path) {
		free(wmk);
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	}
	wmk->log.verbose = log;
	wmk->run_time_fd = -1;
	fault = read_file(wmk->path, &file, error);
	if (!fault) {
		fault = wmk_is_module(&file) ?
				describe_module(wmk, &file, error) :
				describe_object(wmk, &file, error);
		free((void *)file.data);
	}
	if (fault)
		wmk_close(wmk);
	else
		*to = wmk;
	return fault;
}

enum wmk_fault wmk_unload(struct wmk *wmk, struct wmk_error *error)
{
	return wmk->module ? wmk_unload_module(wmk, error) : WMK_OK;
}

bool wmk_is_gone(const struct wmk *wmk)
{
	return wmk->module && wmk->module->gone;
}

void wmk_close(struct wmk *wmk)
{
	struct wmk_error unused;
	__u32 i;

	if (!wmk)
		return;
	wmk_unload(wmk, &unused);
	wmk_close_module(wmk->module);
	wmk_log_begin(&wmk->log);
	for (i = 0; wmk->programs && i < wmk->stats.nr_programs; i++)
		bpf_link__destroy(wmk->programs[i].link);
	wmk_unmap_arms(wmk);
	ring_buffer__free(wmk->ring);
	ring_buffer__free(wmk->event_ring);
	bpf_object__close(wmk->object);
	wmk_log_end();
	if (wmk->run_time_fd >= 0)
		close(wmk->run_time_fd);
	wmk_drop_cgroups(wmk);
	wmk_free_description(&wmk->about);
	free(wmk->sequences);
	free(wmk->percpu);
	free(wmk->stats.kinds);
	free(wmk->stats.outside);
	free(wmk->stats.rules);
	free(wmk->stats.costs);
	free(wmk->spending);
	free(wmk->stats.programs);
	free(wmk->programs);
	free(wmk->raise);
	free(wmk->path);
	free(wmk);
}

const struct wmk_description *wmk_describe(const struct wmk *wmk)
{
	return &wmk->about;
}

const char *wmk_path(const struct wmk *wmk)
{
	return wmk->path;
}
