/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call.h - one system call and nothing else, in each of x86's three tables
 *
 * Actors are made by bare clone(2) and share libc's thread-local errno, and
 * what libc adds to a call would be seen by the rule under test: an actor makes
 * its calls with these. Results are a value or a negative error number.
 */
#ifndef CALL_H
#define CALL_H

#include <sys/syscall.h>

#define X32_BIT 0x40000000

static inline long call6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8),
			   "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

/* The 32-bit table, entered from a 64-bit program. */
static inline long call32(long nr, long a, long b, long c)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(nr), "b"(a), "c"(b), "d"(c)
			 : "r8", "r9", "r10", "r11", "memory");
	return (int)result;
}

#define call0(nr)		call6(nr, 0, 0, 0, 0, 0, 0)
#define call1(nr, a)		call6(nr, (long)(a), 0, 0, 0, 0, 0)
#define call2(nr, a, b)		call6(nr, (long)(a), (long)(b), 0, 0, 0, 0)
#define call3(nr, a, b, c)	call6(nr, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define call4(nr, a, b, c, d) \
	call6(nr, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)

#endif /* CALL_H */
