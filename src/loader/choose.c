// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * choose.c - an object's attach points and what the kernel has -> for each
 * part of a kind of event the one point of each place where it is raised
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct chooser {
	const struct wmk_description *about;
	wmk_has_point has_point;
	void *context;
	__u8 *raise;
	struct wmk_error *error;	/* collects a line for each lack */
	__u32 nr_lacking;
	bool cannot_tell;
};

/* "; lsm/file_open: bpf is not active", appended as far as there is room */
static void add_reason(char *reasons, size_t size, const char *section,
		       const char *reason)
{
	size_t used = strlen(reasons);

	snprintf(reasons + used, size - used, "%s%s: %s", used ? "; " : "",
		 section, reason);
}

/* Many kinds are raised at one place; the kernel need be asked only once. */
static enum wmk_support ask(struct chooser *c, __u32 point, char *reason,
			    size_t size)
{
	const struct wmk_point_info *points = c->about->points;
	__u32 i;

	for (i = 0; i < c->about->object.nr_points; i++)
		if (c->raise[i] &&
		    !strcmp(points[i].section, points[point].section))
			return WMK_HAS;
	return c->has_point(c->context, points[point].section, reason, size,
			    c->error);
}

static bool are_alternatives(const struct wmk_point_info *a,
			     const struct wmk_point_info *b)
{
	return a->kind == b->kind && a->part == b->part && a->place == b->place;
}

static bool has_first_part(const struct chooser *c,
			   const struct wmk_point_info *of)
{
	const struct wmk_point_info *points = c->about->points;
	__u32 i;

	for (i = 0; i < c->about->object.nr_points; i++)
		if (c->raise[i] && points[i].kind == of->kind &&
		    points[i].place == of->place && !points[i].part)
			return true;
	return false;
}

/*
 * Choose the first of the alternatives from `first` on; for programs that only
 * end keys, where every point is needed, that one alone.
 */
static void choose_one(struct chooser *c, __u32 first)
{
	const struct wmk_description *about = c->about;
	const struct wmk_point_info *points = about->points;
	__u32 kind = points[first].kind;
	char reasons[1024] = "";
	char reason[512];
	__u32 i;

	for (i = first; i < about->object.nr_points; i++) {
		if (!are_alternatives(&points[i], &points[first]))
			continue;
		switch (ask(c, i, reason, sizeof(reason))) {
		case WMK_HAS:
			c->raise[i] = 1;
			return;
		case WMK_CANNOT_TELL:
			c->cannot_tell = true;
			return;
		case WMK_LACKS:
			add_reason(reasons, sizeof(reasons), points[i].section,
				   reason);
			break;
		}
		if (kind == WMK_NO_KIND)
			break;
	}
	if (points[first].part && !has_first_part(c, &points[first]))
		return;		/* the same was said of that */
	c->nr_lacking++;
	if (kind == WMK_NO_KIND)
		wmk_add_detail(c->error, "the end of keys: %s", reasons);
	else
		wmk_add_detail(c->error, "%s: %s", about->kinds[kind].name,
			       reasons);
}

static bool is_first_alternative(const struct wmk_description *about,
				 __u32 point)
{
	__u32 i;

	for (i = 0; i < point; i++)
		if (are_alternatives(&about->points[i], &about->points[point]))
			return false;
	return true;
}

enum wmk_fault wmk_choose_points(const char *path,
				 const struct wmk_description *about,
				 wmk_has_point has_point, void *context,
				 __u8 *raise, struct wmk_error *error)
{
	struct chooser c = {
		.about = about,
		.has_point = has_point,
		.context = context,
		.raise = raise,
		.error = error,
	};
	__u32 i;

	memset(raise, 0, about->object.nr_points);
	error->detail[0] = '\0';
	for (i = 0; i < about->object.nr_points && !c.cannot_tell; i++)
		if (about->points[i].kind == WMK_NO_KIND ||
		    is_first_alternative(about, i))
			choose_one(&c, i);
	if (c.cannot_tell)
		return error->fault;
	if (!c.nr_lacking)
		return WMK_OK;
	error->fault = WMK_LACKING;
	if (c.nr_lacking == 1) {
		snprintf(error->text, sizeof(error->text),
			 "%s: this kernel lacks %.*s", path,
			 (int)strcspn(error->detail, "\n"), error->detail);
		error->detail[0] = '\0';
	} else {
		snprintf(error->text, sizeof(error->text),
			 "%s: this kernel lacks %u kinds of event", path,
			 c.nr_lacking);
	}
	return WMK_LACKING;
}

static enum wmk_fault choose_module(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault = wmk_check_scopes(wmk, NULL, error);

	if (!fault)
		fault = wmk_check_enforced(wmk, NULL, error);
	if (!fault)
		wmk->stage = WMK_CHOSEN;
	return fault;
}

enum wmk_fault wmk_choose(struct wmk *wmk, struct wmk_kernel *kernel,
			  struct wmk_error *error)
{
	enum wmk_fault fault;

	if (wmk->stage > WMK_CHOSEN)
		return wmk_fail(error, WMK_MISUSE, "%s is loaded already",
				wmk->path);
	if (wmk->module)	/* SystemTap has chosen, when it was built */
		return choose_module(wmk, error);
	wmk_log_begin(&wmk->log);
	fault = wmk_choose_points(wmk->path, &wmk->about, wmk_kernel_has_point,
				  kernel, wmk->raise, error);
	wmk_log_end();
	if (!fault)
		fault = wmk_check_scopes(wmk, kernel, error);
	if (!fault)
		fault = wmk_check_enforced(wmk, kernel, error);
	if (!fault)
		wmk->stage = WMK_CHOSEN;
	return fault;
}

bool wmk_point_chosen(const struct wmk *wmk, __u32 point)
{
	return wmk->raise[point];
}
