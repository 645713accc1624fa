// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * escape_test.c - strings that would break a line, a terminal or JSON
 */
#include <string.h>

#include "escape.h"
#include "test.h"

struct sample {
	const char *bytes;
	const char *quoted;
	const char *json;
	bool lossy;
};

static const struct sample samples[] = {
	{ "", "\"\"", "\"\"", false },
	{ "/etc/passwd", "\"/etc/passwd\"", "\"/etc/passwd\"", false },
	/* what ends a string, a line, a record */
	{ "a\"b\\c", "\"a\\\"b\\\\c\"", "\"a\\\"b\\\\c\"", false },
	{ "a\nb\tc\rd", "\"a\\nb\\tc\\rd\"", "\"a\\nb\\tc\\rd\"", false },
	/* terminals: escape, delete, C1 as UTF-8 and raw */
	{ "\x1b[2J", "\"\\x1b[2J\"", "\"\\u001b[2J\"", false },
	{ "\x7f", "\"\\x7f\"", "\"\\u007f\"", false },
	{ "\xc2\x9b", "\"\\xc2\\x9b\"", "\"\\u009b\"", false },
	{ "\x9b", "\"\\x9b\"", "\"\\ufffd\"", true },
	/* text in other scripts stays */
	{ "\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7",
	  "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7\"",
	  "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7\"", false },
	/* right-to-left override, zero-width space, line separator, BOM */
	{ "a\xe2\x80\xae" "b", "\"a\\xe2\\x80\\xaeb\"", "\"a\\u202eb\"", false },
	{ "\xe2\x80\x8b", "\"\\xe2\\x80\\x8b\"", "\"\\u200b\"", false },
	{ "\xe2\x80\xa8", "\"\\xe2\\x80\\xa8\"", "\"\\u2028\"", false },
	{ "\xef\xbb\xbf", "\"\\xef\\xbb\\xbf\"", "\"\\ufeff\"", false },
	/* a tag character, beyond the basic plane: a surrogate pair in JSON */
	{ "\xf3\xa0\x81\x81", "\"\\xf3\\xa0\\x81\\x81\"", "\"\\udb40\\udc41\"",
	  false },
	/* not UTF-8: lone byte, cut short, overlong, surrogate, too large */
	{ "x\xffy", "\"x\\xffy\"", "\"x\\ufffdy\"", true },
	{ "\xe2\x82", "\"\\xe2\\x82\"", "\"\\ufffd\\ufffd\"", true },
	{ "\xc0\xaf", "\"\\xc0\\xaf\"", "\"\\ufffd\\ufffd\"", true },
	{ "\xe0\x80\xaf", "\"\\xe0\\x80\\xaf\"",
	  "\"\\ufffd\\ufffd\\ufffd\"", true },
	{ "\xed\xa0\x80", "\"\\xed\\xa0\\x80\"",
	  "\"\\ufffd\\ufffd\\ufffd\"", true },
	{ "\xf4\x90\x80\x80", "\"\\xf4\\x90\\x80\\x80\"",
	  "\"\\ufffd\\ufffd\\ufffd\\ufffd\"", true },
	/* a bad start does not swallow what follows */
	{ "\xe2\x28\xa1", "\"\\xe2(\\xa1\"", "\"\\ufffd(\\ufffd\"", true },
};

static void test_sample(struct test *test, const struct sample *sample)
{
	struct capture capture;

	print_quoted(capture_begin(&capture), sample->bytes,
		     strlen(sample->bytes));
	expect_text(capture_end(&capture), sample->quoted);
	capture_drop(&capture);

	expect(print_json_string(capture_begin(&capture), sample->bytes,
				 strlen(sample->bytes)) == sample->lossy);
	expect_text(capture_end(&capture), sample->json);
	capture_drop(&capture);
}

/* Every single byte gives printable ASCII, or itself. */
static void test_bytes(struct test *test)
{
	struct capture capture;
	unsigned int byte;

	for (byte = 0; byte < 256; byte++) {
		const char bytes[] = { (char)byte };
		const char *text;
		size_t i;

		print_quoted(capture_begin(&capture), bytes, 1);
		text = capture_end(&capture);
		for (i = 0; text[i]; i++)
			expect(text[i] >= ' ' && text[i] <= '~');
		expect(i >= 3);
		capture_drop(&capture);
	}
}

void test_escape(struct test *test)
{
	struct capture capture;
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		test_sample(test, &samples[i]);
	test_bytes(test);

	print_plain(capture_begin(&capture), "it says \"no\"\n");
	expect_text(capture_end(&capture), "it says \"no\"\\n");
	capture_drop(&capture);

	print_hex(capture_begin(&capture), "/\xff", 2);
	expect_text(capture_end(&capture), "2fff");
	capture_drop(&capture);
}
