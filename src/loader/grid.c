// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * grid.c - rows of cells -> aligned columns
 */
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "grid.h"

void grid_begin(struct grid *grid, FILE *to, size_t nr_columns)
{
	*grid = (struct grid){ .to = to, .nr_columns = nr_columns };
	grid->writer = open_memstream(&grid->cells, &grid->size);
}

static void end_cell(struct grid *grid)
{
	putc('\0', grid->writer);
	grid->nr_cells++;
}

void grid_text(struct grid *grid, const char *text)
{
	if (!grid->writer)
		return;
	print_plain(grid->writer, text);
	end_cell(grid);
}

void grid_number(struct grid *grid, __u64 number)
{
	if (!grid->writer)
		return;
	fprintf(grid->writer, "%llu", (unsigned long long)number);
	end_cell(grid);
}

void grid_fraction(struct grid *grid, double number)
{
	if (!grid->writer)
		return;
	fprintf(grid->writer, "%.3f", number);
	end_cell(grid);
}

static void print_cell(const struct grid *grid, size_t index, const char *cell,
		       int width)
{
	size_t column = index % grid->nr_columns;
	int indent = index >= grid->nr_columns ? 2 : 0;

	if (column)
		fprintf(grid->to, "  %*s", width, cell);
	else
		fprintf(grid->to, "%*s%-*s", indent, "", width - indent, cell);
	if (column + 1 == grid->nr_columns)
		putc('\n', grid->to);
}

static void print_cells(const struct grid *grid, int *widths)
{
	const char *cell = grid->cells;
	size_t i;

	for (i = 0; i < grid->nr_cells; i++, cell += strlen(cell) + 1) {
		size_t column = i % grid->nr_columns;
		int width = (int)strlen(cell);

		if (!column && i)
			width += 2;
		if (width > widths[column])
			widths[column] = width;
	}
	cell = grid->cells;
	for (i = 0; i < grid->nr_cells; i++, cell += strlen(cell) + 1)
		print_cell(grid, i, cell, widths[i % grid->nr_columns]);
}

void grid_end(struct grid *grid)
{
	int *widths;

	if (!grid->writer)
		return;
	widths = calloc(grid->nr_columns, sizeof(*widths));
	if (!fclose(grid->writer) && widths)
		print_cells(grid, widths);
	free(widths);
	free(grid->cells);
}
