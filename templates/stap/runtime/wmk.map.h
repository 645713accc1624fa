/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.map.h - TABLEs: so many entries at the most, in memory that is there from the
 * beginning
 */
#ifndef WMK_MAP_H
#define WMK_MAP_H

#include "wmk.engine.h"

struct wmk_entry {
	u32 next;		/* in its chain, or among the free ones, from 1; 0: none */
	u32 unused;
	s64 value;
	char key[];
};

struct wmk_map {
	struct wmk_lock lock;
	u32 capacity;
	u32 key_bytes;
	u32 entry_bytes;
	u32 used;		/* entries that were ever in use */
	u32 free;		/* the first of those that are not any more, from 1 */
	u32 *heads;		/* [capacity] */
	char *entries;
};

static wmk_unused struct wmk_entry *wmk_entry_at(struct wmk_map *map, u32 number)
{
	return (struct wmk_entry *)(map->entries + (number - 1) * map->entry_bytes);
}

/* Where the number of the entry stands, or would stand, in its locked map. */
static wmk_unused u32 *wmk_map_find(struct wmk_map *map, const void *key)
{
	u32 *at = &map->heads[wmk_hash(key, map->key_bytes) % map->capacity];

	while (*at && memcmp(wmk_entry_at(map, *at)->key, key, map->key_bytes))
		at = &wmk_entry_at(map, *at)->next;
	return at;
}

/* The number of an entry that is not in use; 0: there is none. */
static wmk_unused u32 wmk_map_take(struct wmk_map *map)
{
	u32 number = map->free;

	if (number)
		map->free = wmk_entry_at(map, number)->next;
	else if (map->used < map->capacity)
		number = ++map->used;
	return number;
}

/* What is not in it is 0. */
static wmk_unused s64 wmk_map_get(struct wmk_map *map, const void *key)
{
	s64 value = 0;
	u32 *at;

	if (!wmk_lock(&map->lock))
		return 0;
	at = wmk_map_find(map, key);
	if (*at)
		value = wmk_entry_at(map, *at)->value;
	wmk_unlock(&map->lock);
	return value;
}

/* Sets or adds to an entry, which is made where there is none; false: there is no room. */
static wmk_unused bool wmk_map_write(struct wmk_map *map, const void *key, s64 n, bool adds)
{
	struct wmk_entry *entry;
	u32 number = 0, *at;

	if (!wmk_lock(&map->lock))
		return false;
	at = wmk_map_find(map, key);
	if (!*at) {
		number = wmk_map_take(map);
		if (number) {
			entry = wmk_entry_at(map, number);
			entry->next = 0;
			entry->value = 0;
			memcpy(entry->key, key, map->key_bytes);
			*at = number;
		}
	}
	number = *at;
	if (number) {
		entry = wmk_entry_at(map, number);
		entry->value = adds ? (s64)((u64)entry->value + (u64)n) : n;
	}
	wmk_unlock(&map->lock);
	return number;
}

static wmk_unused void wmk_map_delete(struct wmk_map *map, const void *key)
{
	u32 number, *at;

	if (!wmk_lock(&map->lock))
		return;
	at = wmk_map_find(map, key);
	number = *at;
	if (number) {
		*at = wmk_entry_at(map, number)->next;
		wmk_entry_at(map, number)->next = map->free;
		map->free = number;
	}
	wmk_unlock(&map->lock);
}

static wmk_unused void wmk_map_clear(struct wmk_map *map)
{
	if (!wmk_lock(&map->lock))
		return;
	memset(map->heads, 0, map->capacity * sizeof(*map->heads));
	map->used = 0;
	map->free = 0;
	wmk_unlock(&map->lock);
}

#endif /* WMK_MAP_H */
