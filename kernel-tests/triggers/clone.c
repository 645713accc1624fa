// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * clone.c - clone3(2) whose child begins in a function
 */
#include "clone.h"
#include "call.h"

long clone_into(const struct clone_args *args, void (*begin)(void *),
		void *context)
{
	register long r12 __asm__("r12") = (long)begin;
	register long r13 __asm__("r13") = (long)context;
	long result;

	/* The child's stack may be empty: it must not touch the caller's frame. */
	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "xor %%ebp, %%ebp\n\t"
			 "and $-16, %%rsp\n\t"
			 "mov %[context], %%rdi\n\t"
			 "call *%[begin]\n\t"
			 "hlt\n"
			 "1:"
			 : "=a"(result)
			 : "a"(SYS_clone3), "D"(args), "S"(sizeof(*args)),
			   [begin] "r"(r12), [context] "r"(r13)
			 : "rcx", "r11", "memory");
	return result;
}
