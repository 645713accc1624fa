// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * mappings.c - /proc/PID/maps -> the file that an address of a process is of
 */
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* "7f..000-7f..000 r-xp 00001000 fe:00 1234   /usr/bin/true" */
static int add(struct mappings *mappings, char *line)
{
	unsigned long long start, end, offset;
	struct mapping *mapping;
	int path = 0;

	line[strcspn(line, "\n")] = '\0';
	if (sscanf(line, "%llx-%llx %*s %llx %*s %*s %n", &start, &end, &offset,
		   &path) != 3 || !path)
		return 0;
	if (mappings->count == mappings->room) {
		size_t room = mappings->room ? 2 * mappings->room : 64;
		void *memory = realloc(mappings->list,
				       room * sizeof(*mappings->list));

		if (!memory)
			return -1;
		mappings->list = memory;
		mappings->room = room;
	}
	mapping = &mappings->list[mappings->count];
	*mapping = (struct mapping){ start, end, offset, NULL };
	if (line[path]) {
		mapping->path = strdup(line + path);
		if (!mapping->path)
			return -1;
	}
	mappings->count++;
	return 0;
}

void mappings_read(struct mappings *mappings, FILE *from)
{
	char *line = NULL;
	size_t size = 0;

	*mappings = (struct mappings){ 0 };
	while (getline(&line, &size, from) > 0)
		if (add(mappings, line))
			break;
	free(line);
}

void mappings_free(struct mappings *mappings)
{
	size_t i;

	for (i = 0; i < mappings->count; i++)
		free(mappings->list[i].path);
	free(mappings->list);
	*mappings = (struct mappings){ 0 };
}

const char *mappings_find(const struct mappings *mappings, __u64 address,
			  __u64 *offset)
{
	size_t i;

	for (i = 0; i < mappings->count; i++) {
		const struct mapping *mapping = &mappings->list[i];

		if (address < mapping->start || address >= mapping->end)
			continue;
		*offset = address - mapping->start + mapping->offset;
		return mapping->path;
	}
	return NULL;
}
