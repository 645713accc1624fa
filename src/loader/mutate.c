// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * mutate.c - an object or a module, damaged in many ways -> is each opened, or refused
 * in a line? The sanitizers watch, and each is opened by a process of its own.
 *
 *	mutate OBJECT [COUNT [SEED]]
 *
 * Ends with "N passed, N failed, 0 skipped"; where one fails, its seed is told:
 * `mutate OBJECT 1 SEED` damages the object in the same way again.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"
#include "print.h"

struct bytes {
	__u8 *at;
	size_t size;
};

static __u64 state;

static size_t random_below(size_t bound)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(state >> 24) % bound;
}

static struct bytes read_object(const char *path)
{
	FILE *file = fopen(path, "re");
	struct bytes bytes = { malloc(1 << 24), 0 };

	if (!file || !bytes.at) {
		perror(path);
		exit(2);
	}
	bytes.size = fread(bytes.at, 1, 1 << 24, file);
	fclose(file);
	return bytes;
}

/* Where to do harm: anywhere, or in what a section holds. */
static struct bytes choose_place(struct bytes object)
{
	static const char *const sections[] = {
		".rodata.wmk", ".rodata.wmk", ".BTF", ".symtab", ".maps",
		".data", ".modinfo",
	};
	const struct wmk_span file = { object.at, object.size };
	size_t i = random_below(sizeof(sections) / sizeof(sections[0]) + 1);
	struct wmk_span found;

	if (i == sizeof(sections) / sizeof(sections[0]) ||
	    !wmk_find_section(&file, sections[i], &found) || !found.size)
		return object;
	return (struct bytes){ (__u8 *)found.data, found.size };
}

static void damage(struct bytes *object)
{
	static const __u32 words[] = { 0, 1, 2, 3, 0x7fffffff, 0x80000000,
				       0xfffffffe, 0xffffffff };
	size_t count = 1 + random_below(4);

	while (count--) {
		struct bytes place = choose_place(*object);
		size_t at = random_below(place.size);

		switch (random_below(4)) {
		case 0:
			place.at[at] ^= (__u8)(1 << random_below(8));
			break;
		case 1:
			place.at[at] = (__u8)random_below(256);
			break;
		default:
			at -= at % 4;
			if (place.size - at >= 4)
				memcpy(place.at + at, &words[random_below(8)],
				       4);
			break;
		}
	}
	if (!random_below(20))
		object->size = random_below(object->size) + 1;
}

enum { OPENED, REFUSED, FAILED };

/* What can be done with it without a kernel */
static int use(const char *path)
{
	FILE *nowhere = fopen("/dev/null", "w");
	struct wmk_error error = { 0 };
	struct wmk *wmk;
	__u32 i;

	if (wmk_open(path, NULL, &wmk, &error))
		return error.fault == WMK_BAD_OBJECT && error.text[0] &&
		       !strchr(error.text, '\n') ? REFUSED : FAILED;
	for (i = 0; i < wmk_describe(wmk)->object.nr_variables; i++)
		if (wmk_set_variable(wmk, i, -1, &error))
			return FAILED;
	if (wmk_describe(wmk)->is_module) {
		if (wmk_set_recording(wmk, 1 << 16, &error) &&
		    error.fault != WMK_MISUSE)
			return FAILED;
	} else if (wmk_set_recording(wmk, 1 << 16, &error)) {
		return FAILED;
	}
	print_describe_text(nowhere, wmk);
	print_describe_json(nowhere, wmk);
	wmk_close(wmk);
	fclose(nowhere);
	return OPENED;
}

/* What comes of it, in a process of its own */
static int try(struct bytes sound)
{
	int fd = memfd_create("object", 0), status;
	struct bytes object = { malloc(sound.size), sound.size };
	char path[64];
	pid_t child;

	memcpy(object.at, sound.at, sound.size);
	damage(&object);
	if (fd < 0 || write(fd, object.at, object.size) < 0)
		exit(2);
	free(object.at);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	child = fork();
	if (!child)
		exit(use(path));
	waitpid(child, &status, 0);
	close(fd);
	return WIFEXITED(status) && WEXITSTATUS(status) < FAILED ?
		       WEXITSTATUS(status) : FAILED;
}

int main(int argc, char **argv)
{
	long count = argc > 2 ? atol(argv[2]) : 1000;
	long seed = argc > 3 ? atol(argv[3]) : 1;
	long i, results[FAILED + 1] = { 0 };
	struct bytes object;

	if (argc < 2 || argc > 4 || count < 1) {
		fputs("usage: mutate OBJECT [COUNT [SEED]]\n", stderr);
		return 2;
	}
	object = read_object(argv[1]);
	for (i = seed; i < seed + count; i++) {
		state = (__u64)i;
		random_below(2);
		int result = try(object);

		results[result]++;
		if (result == FAILED)
			printf("failed: seed %ld\n", i);
		fflush(stdout);
	}
	free(object.at);
	printf("%ld opened, %ld refused\n", results[OPENED], results[REFUSED]);
	printf("%ld passed, %ld failed, 0 skipped\n", count - results[FAILED],
	       results[FAILED]);
	return results[FAILED] ? EXIT_FAILURE : EXIT_SUCCESS;
}
