/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * escape.h - bytes from the kernel or a file -> text that does no harm
 */
#ifndef WMKLOAD_ESCAPE_H
#define WMKLOAD_ESCAPE_H

#include <stdbool.h>
#include <stdio.h>

/*
 * In double quotes, C style: \" \\ \n \t \r, and \xNN (two digits, always)
 * for each byte of what is not valid UTF-8 or would move, hide or reorder text
 * on a terminal. Other UTF-8 stays as it is, so nothing is lost.
 */
void print_quoted(FILE *to, const char *bytes, size_t length);

/* The same without the quotes, for names; a " stays as it is. */
void print_plain(FILE *to, const char *text);

/*
 * A JSON string, quotes included. A byte that is not valid UTF-8 becomes
 * U+FFFD; returns whether there was one.
 */
bool print_json_string(FILE *to, const char *bytes, size_t length);

/* The same for text that ends with a NUL, where what is lost is lost. */
void print_json_text(FILE *to, const char *text);

/* Whether that would lose nothing. */
bool is_utf8(const char *bytes, size_t length);

/* "2f746d70" */
void print_hex(FILE *to, const char *bytes, size_t length);

#endif /* WMKLOAD_ESCAPE_H */
