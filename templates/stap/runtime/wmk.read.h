/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.read.h - reading what a pointer leads to, where nobody warrants that it
 * leads anywhere
 *
 * What cannot be read is 0, as it is to an eBPF program. A pointer that the kernel
 * warrants is followed as it is.
 */
#ifndef WMK_READ_H
#define WMK_READ_H

#include "wmk.kernel.h"

/* Whether all of it could be read; nothing of it is left where it could not. */
static wmk_unused bool wmk_read_bytes(void *to, u32 bytes, const void *from)
{
	if (!copy_from_kernel_nofault(to, from, bytes))
		return true;
	memset(to, 0, bytes);
	return false;
}

#define WMK_WORD	sizeof(unsigned long)

/*
 * A text that ends with NUL, as much of it as there is room for. It is read by whole
 * words, of which none lies in two pages: what stands behind the text is not asked
 * for where that could fail.
 */
static wmk_unused void wmk_fill_string(char *to, u32 bytes, const char *from)
{
	u32 at = 0, n;
	char word[WMK_WORD];

	to[0] = '\0';
	while (at + 1 < bytes) {
		n = WMK_WORD - (unsigned long)(from + at) % WMK_WORD;
		if (n > bytes - 1 - at)
			n = bytes - 1 - at;
		if (copy_from_kernel_nofault(word, from + at, n)) {
			to[0] = '\0';
			return;
		}
		memcpy(to + at, word, n);
		if (memchr(word, '\0', n))
			return;
		at += n;
	}
	to[at] = '\0';
}

/*
 * wmk_read(a, b, c.d): a->b->c.d, with a guard at each arrow. What ?: gives is the
 * member's type without const.
 */
#define wmk_read_member(from, member)						\
({										\
	typeof(*(from)) *wmk_from_ = (from);					\
	typeof(1 ? wmk_from_->member : wmk_from_->member) wmk_value_;		\
										\
	wmk_read_bytes(&wmk_value_, sizeof(wmk_value_), &wmk_from_->member);	\
	wmk_value_;								\
})

#define wmk_read_2(a, b)		wmk_read_member(a, b)
#define wmk_read_3(a, b, c)		wmk_read_member(wmk_read_2(a, b), c)
#define wmk_read_4(a, b, c, d)		wmk_read_member(wmk_read_3(a, b, c), d)
#define wmk_read_5(a, b, c, d, e)	wmk_read_member(wmk_read_4(a, b, c, d), e)
#define wmk_read_6(a, b, c, d, e, f)	wmk_read_member(wmk_read_5(a, b, c, d, e), f)

#define wmk_read_nth(a, b, c, d, e, f, n, ...)	n
#define wmk_read_by(n)				wmk_read_##n
#define wmk_read_as(n)				wmk_read_by(n)
#define wmk_read(...)								\
	wmk_read_as(wmk_read_nth(__VA_ARGS__, 6, 5, 4, 3, 2, 1))(__VA_ARGS__)

#endif /* WMK_READ_H */
