// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * set_variables.c - "--set NAME=NUMBER" -> the values that VARs begin with
 *
 * A VAR belongs to its file, so that two may have one name: where these are
 * loaded together, "FILE:NAME" says which.
 */
#include <string.h>

#include "escape.h"
#include "monitor.h"
#include "set_variables.h"

/* Is it the file of "rules/secrets.wmk:12", whole or from a / on? */
static bool is_source(const char *source, const char *file, size_t length)
{
	const char *end = strrchr(source, ':');
	size_t its = end ? (size_t)(end - source) : strlen(source);

	if (its < length || strncmp(source + its - length, file, length))
		return false;
	return its == length || source[its - length - 1] == '/';
}

bool is_named(const struct wmk_variable_info *variable, const char *name)
{
	const char *colon = strrchr(name, ':');

	if (!colon)
		return !strcmp(variable->name, name);
	return !strcmp(variable->name, colon + 1) &&
	       is_source(variable->source, name, (size_t)(colon - name));
}

static void say(const struct setting *setting, const char *what)
{
	fputs("wmkload: --set '", stderr);
	print_plain(stderr, setting->name);
	fputs("': ", stderr);
	fputs(what, stderr);
}

static void list_variables(struct wmk **objects, int nr_objects)
{
	bool first = true;
	__u32 j;
	int i;

	for (i = 0; i < nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; j < about->object.nr_variables; j++) {
			fputs(first ? "; there is " : ", ", stderr);
			print_plain(stderr, about->variables[j].name);
			first = false;
		}
	}
	putc('\n', stderr);
}

/* Objects that have the same variable of the same file are told alike. */
static enum exit_code set_one(const struct setting *setting,
			      struct wmk **objects, int nr_objects)
{
	const struct wmk_variable_info *found = NULL;
	struct wmk_error error;
	__u32 j;
	int i;

	for (i = 0; i < nr_objects; i++) {
		const struct wmk_description *about = wmk_describe(objects[i]);

		for (j = 0; j < about->object.nr_variables; j++) {
			const struct wmk_variable_info *its =
				&about->variables[j];

			if (!is_named(its, setting->name))
				continue;
			if (found && strcmp(found->source, its->source)) {
				say(setting, "");
				print_plain(stderr, found->source);
				fputs(" and ", stderr);
				print_plain(stderr, its->source);
				fputs(" each have one, so say FILE:NAME\n",
				      stderr);
				return EXIT_USAGE;
			}
			found = its;
			if (wmk_set_variable(objects[i], j, setting->value,
					     &error))
				return complain(&error);
		}
	}
	if (found)
		return EXIT_DONE;
	say(setting, "no object has such a VAR");
	list_variables(objects, nr_objects);
	return EXIT_USAGE;
}

enum exit_code set_variables(const struct options *options,
			     struct wmk **objects)
{
	enum exit_code code = EXIT_DONE;
	int i;

	for (i = 0; !code && i < options->nr_settings; i++)
		code = set_one(&options->settings[i], objects,
			       options->nr_objects);
	return code;
}
