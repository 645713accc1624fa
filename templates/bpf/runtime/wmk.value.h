/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.value.h - numbers and texts, with the meaning that the rule language
 * gives them; nothing of the kernel
 */
#ifndef WMK_VALUE_H
#define WMK_VALUE_H

#ifndef __KERNEL__
#include <stdbool.h>
#endif
#include <linux/types.h>

/*
 * What is inlined is to an object a part of the line that calls it. The engine
 * stands in there once for each rule: told line by line it took most of the
 * object, and half of clang's time. Not for what reads the kernel's structs: that
 * is relocated by what is told of it.
 */
#ifdef __bpf__
#define wmk_inline	inline __attribute__((always_inline, nodebug))
#else
#define wmk_inline	inline __attribute__((always_inline))
#endif

#define wmk_unused	__attribute__((unused))

/* Strings and addresses are kept in whole words. */
#define wmk_words	__attribute__((aligned(8)))

/*
 * What loops over words of runs is written out by clang: the verifier walks it
 * for each run of a key.
 */
#define WMK_WRITTEN_OUT	1024	/* bytes, at the most */

/* Copies whole words; both sides are aligned to 8 and bytes is a constant. */
static wmk_inline void wmk_copy(void *to, const void *from, __u32 bytes)
{
	__u64 *t = to;
	const __u64 *f = from;
	__u32 i;

	if (bytes <= WMK_WRITTEN_OUT) {
#pragma clang loop unroll(full)
		for (i = 0; i < bytes / 8; i++)
			t[i] = f[i];
	} else {
		for (i = 0; i < bytes / 8; i++)
			*t++ = *f++;
	}
}

/* 0 where whole words are the same. */
static wmk_inline __u64 wmk_differ(const void *a, const void *b, __u32 bytes)
{
	const __u64 *x = a, *y = b;
	__u64 differ = 0;
	__u32 i;

	if (bytes <= WMK_WRITTEN_OUT) {
#pragma clang loop unroll(full)
		for (i = 0; i < bytes / 8; i++)
			differ |= x[i] ^ y[i];
	} else {
		for (i = 0; i < bytes / 8; i++)
			differ |= *x++ ^ *y++;
	}
	return differ;
}

static wmk_inline bool wmk_same(const void *a, const void *b, __u32 bytes)
{
	return !wmk_differ(a, b, bytes);
}

/* Whether the first n bytes are those; with the terminator in n: all of them. */
static wmk_inline bool wmk_is(const char *text, const char *literal, __u32 n)
{
	__u8 differ = 0;
	__u32 i;

	for (i = 0; i < n; i++)
		differ |= text[i] ^ literal[i];
	return !differ;
}

/* The lowest bit set is in the first byte of a word that is 0; little-endian. */
static wmk_inline __u64 wmk_zeros(__u64 word)
{
	return (word - 0x0101010101010101ULL) & ~word & 0x8080808080808080ULL;
}

/* 1 where the word has no byte that is 0, else 0; without a branch. */
static wmk_inline __u64 wmk_goes_on(__u64 zeros)
{
	__u64 below = ~zeros & (zeros - 1);

	asm volatile("" : "+r"(below));
	return below >> 63;
}

/*
 * Whether two texts are the same up to their ends, which are within bytes. Both
 * are in whole words, and what follows an end is anything.
 */
static wmk_inline bool wmk_equal_strings(const void *a, const void *b, __u32 bytes)
{
	const __u64 *x = a, *y = b;
	__u64 differ = 0, open = 1, zeros;
	__u32 i;

#pragma clang loop unroll_count(4)
	for (i = 0; i < (bytes + 7) / 8; i++) {
		zeros = wmk_zeros(x[i]);
		/* The bytes up to the end, or all. */
		differ |= ((x[i] ^ y[i]) & (zeros ^ (zeros - 1))) * open;
		open &= wmk_goes_on(zeros);
	}
	return !differ;
}

/* Copies a text to a place of another size, in whole words; what follows it there is 0. */
static wmk_inline void wmk_copy_string(void *to, __u32 to_bytes,
				       const void *from, __u32 from_bytes)
{
	__u64 *t = to;
	__u32 i;

	wmk_copy(to, from, to_bytes < from_bytes ? to_bytes : from_bytes);
#pragma clang loop unroll_count(16)
	for (i = from_bytes / 8; i < to_bytes / 8; i++)
		t[i] = 0;
}

/*
 * Walks a text through the automaton of a glob (see backend/c/scan.ts):
 * class maps a byte to its column, next has a row a state. The first state is
 * 0, and those of a match are the last ones, from accepting on.
 */
static wmk_inline bool wmk_scan(const char *text, __u32 bytes,
				const __u8 *class, const __u8 *next,
				__u32 nr_classes, __u32 nr_states,
				__u32 accepting)
{
	__u32 i, at, state = 0;

	for (i = 0; i < bytes && text[i]; i++) {
		at = state * nr_classes + class[(__u8)text[i]];
		if (at >= nr_states * nr_classes)
			return false;
		state = next[at];
	}
	return state >= accepting;
}

/* Addresses are in the order of the network, numbers in the CPU's. */
static wmk_inline __u64 wmk_network(__u64 number)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return __builtin_bswap64(number);
#else
	return number;
#endif
}

/* The first n bits of a word, for n from 0 to 64. */
static wmk_inline __u64 wmk_first_bits(__u32 n)
{
	return n ? ~0ULL << (64 - n) : 0;
}

/*
 * Whether an address, 16 bytes aligned to 8, begins with the first n bits of
 * high and low, which are constants.
 */
static wmk_inline bool wmk_in_prefix(const void *address, __u64 high,
				     __u64 low, __u32 n)
{
	const __u64 *word = address;
	__u64 of_high = wmk_first_bits(n < 64 ? n : 64);
	__u64 of_low = wmk_first_bits(n < 64 ? 0 : n - 64);

	return !(((word[0] ^ wmk_network(high)) & wmk_network(of_high)) |
		 ((word[1] ^ wmk_network(low)) & wmk_network(of_low)));
}

/* Clears what follows the end of a string in whole words, so that equal strings are equal words. */
static wmk_inline void wmk_pad(void *text, __u32 bytes)
{
	__u64 *word = text, open = 1, zeros;
	__u32 i;

#pragma clang loop unroll_count(4)
	for (i = 0; i < bytes / 8; i++) {
		zeros = wmk_zeros(word[i]);
		/* The bytes before the end, or all. */
		word[i] = (word[i] & ~zeros & (zeros - 1)) * open;
		open &= wmk_goes_on(zeros);
	}
}

/* The order of a signed and an unsigned number, as values. */
static wmk_inline int wmk_compare(__s64 a, __u64 b)
{
	if (a < 0 || (__u64)a < b)
		return -1;
	return (__u64)a > b;
}

static wmk_inline __u64 wmk_magnitude(__s64 n)
{
	return n < 0 ? -(__u64)n : (__u64)n;
}

/* eBPF divides unsigned numbers only; the sign is C's. */
static wmk_inline __s64 wmk_divide(__s64 a, __s64 b, bool *valid)
{
	__u64 quotient;

	if (!b) {
		*valid = false;
		return 0;
	}
	quotient = wmk_magnitude(a) / wmk_magnitude(b);
	return (a < 0) != (b < 0) ? -quotient : quotient;
}

static wmk_inline __s64 wmk_remainder(__s64 a, __s64 b, bool *valid)
{
	__u64 remainder;

	if (!b) {
		*valid = false;
		return 0;
	}
	remainder = wmk_magnitude(a) % wmk_magnitude(b);
	return a < 0 ? -remainder : remainder;
}

/* By a constant that is not 0, which cannot fail. */
static wmk_inline __s64 wmk_divide_by(__s64 a, __s64 b)
{
	bool valid;

	return wmk_divide(a, b, &valid);
}

static wmk_inline __s64 wmk_remainder_by(__s64 a, __s64 b)
{
	bool valid;

	return wmk_remainder(a, b, &valid);
}

#endif /* WMK_VALUE_H */
