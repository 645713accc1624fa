/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * grid.h - rows of cells -> aligned columns
 */
#ifndef WMKLOAD_GRID_H
#define WMKLOAD_GRID_H

#include <linux/types.h>
#include <stdbool.h>
#include <stdio.h>

struct grid {
	FILE *to;
	char *cells;		/* one after the other, each ending with NUL */
	FILE *writer;		/* into cells */
	size_t size;
	size_t nr_columns, nr_cells;
};

/* Rows of nr_columns cells, the first flush left, the others flush right. */
void grid_begin(struct grid *grid, FILE *to, size_t nr_columns);

/* The next cell, from left to right and from the top. */
void grid_text(struct grid *grid, const char *text);
void grid_number(struct grid *grid, __u64 number);
/* With three digits behind the point. */
void grid_fraction(struct grid *grid, double number);

/* Print the rows, each indented by two spaces but the first. */
void grid_end(struct grid *grid);

#endif /* WMKLOAD_GRID_H */
