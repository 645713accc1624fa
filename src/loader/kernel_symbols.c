// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * kernel_symbols.c - /proc/kallsyms -> the function that an address is in
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* Beyond the last function of a module, or of all, is nothing. */
#define LARGEST_FUNCTION	(1U << 20)

static void *grown(void *memory, size_t *room, size_t needed, size_t size)
{
	size_t more = *room ? *room : 64;
	void *grown;

	while (more < needed)
		more *= 2;
	grown = realloc(memory, more * size);
	if (grown)
		*room = more;
	return grown;
}

static int add(struct symbols *symbols, __u64 address, const char *name)
{
	size_t length = strlen(name) + 1;
	void *memory;

	if (symbols->count == symbols->room) {
		memory = grown(symbols->list, &symbols->room,
			       symbols->count + 1, sizeof(*symbols->list));
		if (!memory)
			return -1;
		symbols->list = memory;
	}
	if (symbols->size - symbols->used < length) {
		memory = grown(symbols->names, &symbols->size,
			       symbols->used + length, 1);
		if (!memory)
			return -1;
		symbols->names = memory;
	}
	memcpy(symbols->names + symbols->used, name, length);
	symbols->list[symbols->count++] =
		(struct symbol){ address, symbols->used };
	symbols->used += length;
	return 0;
}

/* Of several names for one address the first in the file comes last. */
static int compare(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return x->name < y->name ? 1 : -1;
}

void symbols_read(struct symbols *symbols, FILE *from)
{
	char line[1024], name[512], type;
	unsigned long long address;

	*symbols = (struct symbols){ 0 };
	while (fgets(line, sizeof(line), from)) {
		if (sscanf(line, "%llx %c %511s", &address, &type, name) != 3 ||
		    !strchr("tTwW", type) || !address)
			continue;
		if (add(symbols, address, name)) {
			symbols_free(symbols);
			return;
		}
	}
	if (symbols->count)
		qsort(symbols->list, symbols->count, sizeof(*symbols->list),
		      compare);
}

void symbols_free(struct symbols *symbols)
{
	free(symbols->list);
	free(symbols->names);
	*symbols = (struct symbols){ 0 };
}

const char *symbols_find(const struct symbols *symbols, __u64 address,
			 __u64 *offset)
{
	size_t low = 0, high = symbols->count;
	const struct symbol *found;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbols->list[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return NULL;
	found = &symbols->list[low - 1];
	*offset = address - found->address;
	return *offset < LARGEST_FUNCTION ? symbols->names + found->name : NULL;
}

const struct symbols *kernel_symbols(void)
{
	static struct symbols symbols;
	static bool read;
	FILE *from;

	if (read)
		return &symbols;
	read = true;
	from = fopen("/proc/kallsyms", "re");
	if (from) {
		symbols_read(&symbols, from);
		fclose(from);
	}
	return &symbols;
}
