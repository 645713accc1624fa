// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * touchpage.c - reads from a new page, and writes to it: out come the numbers
 * "PROCESS ADDRESS READING-INSTRUCTION WRITING-INSTRUCTION"
 */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
	unsigned long load, store;
	char *page, value;

	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		err(1, "mmap");
	page += 0x123;
	asm volatile("1: movb (%2), %0; lea 1b(%%rip), %1" : "=&r"(value), "=&r"(load) : "r"(page) : "memory");
	asm volatile("1: movb %1, (%2); lea 1b(%%rip), %0" : "=&r"(store) : "r"(value), "r"(page) : "memory");
	printf("%d %lu %lu %lu\n", getpid(), (unsigned long)page, load, store);
	return 0;
}
