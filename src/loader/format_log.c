// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * format_log.c - a note of log -> the text that it says
 */
#include <stdlib.h>

#include "print.h"

static void print_number(FILE *to, const struct wmk_value *value, char conversion)
{
	__u64 bits = value->type == WMK_COLUMN_S64 ? (__u64)value->s64 :
						     value->u64;

	if (conversion == 'x')
		fprintf(to, "%llx", (unsigned long long)bits);
	else if (conversion == 'd' && value->type == WMK_COLUMN_S64)
		fprintf(to, "%lld", (long long)value->s64);
	else
		fprintf(to, "%llu", (unsigned long long)bits);
}

static void print_argument(FILE *to, const struct wmk_value *value,
			   char conversion)
{
	if (value->is_null)
		fputs("null", to);
	else if (value->type == WMK_COLUMN_STRING)
		fwrite(value->string.bytes, 1, value->string.length, to);
	else if (value->type == WMK_COLUMN_ADDRESS)
		print_address(to, value->address);
	else
		print_number(to, value, conversion);
}

void format_log(struct text *text, const struct wmk_match *note)
{
	const char *at = note->note->format;
	__u32 column = 0;
	FILE *to;

	*text = (struct text){ 0 };
	to = open_memstream(&text->bytes, &text->length);
	if (!to)
		return;

	for (; *at; at++) {
		if (*at != '%' || *++at == '%') {
			putc(*at, to);
		} else {
			struct wmk_value value = wmk_value(note, column++);

			print_argument(to, &value, *at);
		}
	}
	if (fclose(to))
		text->length = 0;
}
