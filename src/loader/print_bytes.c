// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_bytes.c - a number of bytes -> "64.0 KiB"
 */
#include "print.h"

void print_bytes(FILE *to, __u64 bytes)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB" };
	double amount = (double)bytes / 1024;
	size_t i = 0;

	if (bytes < 1024) {
		fprintf(to, "%llu B", (unsigned long long)bytes);
		return;
	}
	for (; amount >= 1024 && i < sizeof(units) / sizeof(units[0]) - 1; i++)
		amount /= 1024;
	fprintf(to, "%.1f %s", amount, units[i]);
}
