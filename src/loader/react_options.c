// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * react_options.c - what options say of reactions: "RULE=5/s" and the like ->
 * rates, and upon whom rules react
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

#define MOST_PER_S	1000000

bool parse_rate(char *text, struct rate *rate)
{
	char *equals = strchr(text, '=');
	const char *number = equals ? equals + 1 : text;
	char *end;

	*rate = (struct rate){ .rule = equals ? text : NULL };
	if (equals == text)
		return false;
	if (strcmp(number, "none")) {
		if (!isdigit((unsigned char)*number))
			return false;
		errno = 0;
		rate->per_second = strtoull(number, &end, 10);
		if (errno || strcmp(end, "/s") || !rate->per_second ||
		    rate->per_second > MOST_PER_S)
			return false;
	}
	if (equals)
		*equals = '\0';
	return true;
}

/* "init" and what may follow: its bit, or 0 */
static __u8 find_spare(const char *name, size_t length)
{
	static const struct {
		const char *name;
		enum wmk_spare spare;
	} known[] = {
		{ "init", WMK_SPARE_INIT },
		{ "loader", WMK_SPARE_LOADER },
		{ "kernel", WMK_SPARE_KERNEL },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strlen(known[i].name) == length &&
		    !strncmp(known[i].name, name, length))
			return known[i].spare;
	return 0;
}

bool parse_reach(char *text, struct reach *reach)
{
	char *equals = strchr(text, '=');
	const char *name = equals ? equals + 1 : NULL;

	if (!equals || equals == text)
		return false;
	*reach = (struct reach){ .rule = text };
	for (;;) {
		size_t length = strcspn(name, ",");
		__u8 spare = find_spare(name, length);

		if (!spare)
			return false;
		reach->whom |= spare;
		if (!name[length])
			break;
		name += length + 1;
	}
	*equals = '\0';
	return true;
}

bool parse_spare(const char *text, struct restriction *spared)
{
	static const enum restriction_by known[] = { BY_CGROUP, BY_USER,
						     BY_EXE };
	const char *equals = strchr(text, '=');
	size_t i;

	for (i = 0; equals && i < sizeof(known) / sizeof(known[0]); i++) {
		const char *name = restriction_names[known[i]];

		if (strlen(name) != (size_t)(equals - text) ||
		    strncmp(text, name, strlen(name)))
			continue;
		*spared = (struct restriction){
			.spares = true, .by = known[i], .value = equals + 1,
		};
		return check_restriction(spared);
	}
	return false;
}

bool is_in_list(const char *list, const char *name)
{
	size_t length = strlen(name);

	for (;;) {
		size_t its = strcspn(list, ",");

		if (its == length && !strncmp(list, name, length))
			return true;
		if (!list[its])
			return false;
		list += its + 1;
	}
}
