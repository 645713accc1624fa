// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * escape.c - bytes from the kernel or a file -> text that does no harm
 */
#include <stddef.h>
#include <string.h>

#include "escape.h"

/*
 * The length of the valid UTF-8 sequence that starts here, 0 if there is
 * none (The Unicode Standard, table 3-7: no overlong forms, no surrogates).
 */
static size_t decode(const unsigned char *at, size_t length, unsigned int *code)
{
	static const struct {
		unsigned char first, last;	/* of the first byte */
		unsigned char low, high;	/* of the second */
		size_t length;
	} forms[] = {
		{ 0x00, 0x7f, 0x00, 0x00, 1 },
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, j;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (*at >= forms[i].first && *at <= forms[i].last)
			break;
	if (i == sizeof(forms) / sizeof(forms[0]) || length < forms[i].length)
		return 0;
	*code = forms[i].length == 1 ? *at : *at & (0x7fU >> forms[i].length);
	for (j = 1; j < forms[i].length; j++) {
		if (at[j] < (j == 1 ? forms[i].low : 0x80) ||
		    at[j] > (j == 1 ? forms[i].high : 0xbf))
			return 0;
		*code = *code << 6 | (at[j] & 0x3f);
	}
	return forms[i].length;
}

/* Controls, and formats that hide or reorder (general categories Cc, Cf, Zl, Zp) */
static bool is_harmful(unsigned int code)
{
	static const struct {
		unsigned int first, last;
	} ranges[] = {
		{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad },
		{ 0x0600, 0x0605 }, { 0x061c, 0x061c }, { 0x06dd, 0x06dd },
		{ 0x070f, 0x070f }, { 0x0890, 0x0891 }, { 0x08e2, 0x08e2 },
		{ 0x115f, 0x1160 }, { 0x180b, 0x180f }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
		{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff0, 0xfffb }, { 0x110bd, 0x110bd }, { 0x110cd, 0x110cd },
		{ 0x13430, 0x1343f }, { 0x1bca0, 0x1bca3 },
		{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

static void print_code(FILE *to, const unsigned char *at, size_t length,
		       unsigned int code, bool quoted)
{
	size_t i;

	if (code == '\n') {
		fputs("\\n", to);
	} else if (code == '\t') {
		fputs("\\t", to);
	} else if (code == '\r') {
		fputs("\\r", to);
	} else if (code == '\\' || (code == '"' && quoted)) {
		fprintf(to, "\\%c", (char)code);
	} else if (is_harmful(code)) {
		for (i = 0; i < length; i++)
			fprintf(to, "\\x%02x", at[i]);
	} else {
		fwrite(at, 1, length, to);
	}
}

static void print_text(FILE *to, const char *bytes, size_t length, bool quoted)
{
	const unsigned char *at = (const unsigned char *)bytes;
	const unsigned char *end = at + length;
	unsigned int code;
	size_t its;

	for (; at < end; at += its) {
		its = decode(at, (size_t)(end - at), &code);
		if (its) {
			print_code(to, at, its, code, quoted);
		} else {
			fprintf(to, "\\x%02x", *at);
			its = 1;
		}
	}
}

void print_quoted(FILE *to, const char *bytes, size_t length)
{
	putc('"', to);
	print_text(to, bytes, length, true);
	putc('"', to);
}

void print_plain(FILE *to, const char *text)
{
	print_text(to, text, strlen(text), false);
}

static void print_json_code(FILE *to, const unsigned char *at, size_t length,
			    unsigned int code)
{
	if (code == '\n') {
		fputs("\\n", to);
	} else if (code == '\t') {
		fputs("\\t", to);
	} else if (code == '\r') {
		fputs("\\r", to);
	} else if (code == '\\' || code == '"') {
		fprintf(to, "\\%c", (char)code);
	} else if (!is_harmful(code)) {
		fwrite(at, 1, length, to);
	} else if (code < 0x10000) {
		fprintf(to, "\\u%04x", code);
	} else {
		fprintf(to, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
			0xdc00 + ((code - 0x10000) & 0x3ff));
	}
}

bool print_json_string(FILE *to, const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes;
	const unsigned char *end = at + length;
	bool lossy = false;
	unsigned int code;
	size_t its;

	putc('"', to);
	for (; at < end; at += its) {
		its = decode(at, (size_t)(end - at), &code);
		if (its) {
			print_json_code(to, at, its, code);
		} else {
			fputs("\\ufffd", to);
			lossy = true;
			its = 1;
		}
	}
	putc('"', to);
	return lossy;
}

bool is_utf8(const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes;
	const unsigned char *end = at + length;
	unsigned int code;
	size_t its = 1;

	for (; at < end && its; at += its)
		its = decode(at, (size_t)(end - at), &code);
	return its != 0;
}

void print_json_text(FILE *to, const char *text)
{
	print_json_string(to, text, strlen(text));
}

void print_hex(FILE *to, const char *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		fprintf(to, "%02x", (unsigned char)bytes[i]);
}
