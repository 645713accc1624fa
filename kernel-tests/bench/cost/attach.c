// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * attach OBJECT - attaches the programs of an object, says so, and takes the records of its map "records", if it has one,
 * until standard input ends. Then it says how many there were.
 */
#include <bpf/libbpf.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned long nr_records;

static int take(void *context, void *record, size_t bytes)
{
	(void)context, (void)record, (void)bytes;
	nr_records++;
	return 0;
}

static void check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	exit(1);
}

int main(int argc, char **argv)
{
	struct pollfd input = { .fd = 0, .events = POLLIN };
	struct ring_buffer *ring = NULL;
	struct bpf_program *program;
	struct bpf_object *object;
	struct bpf_map *map;

	if (argc != 2) {
		fprintf(stderr, "usage: attach OBJECT\n");
		return 2;
	}
	object = bpf_object__open_file(argv[1], NULL);
	check(object, argv[1]);
	check(!bpf_object__load(object), argv[1]);
	map = bpf_object__find_map_by_name(object, "records");
	if (map) {
		ring = ring_buffer__new(bpf_map__fd(map), take, NULL, NULL);
		check(ring, "records");
	}
	bpf_object__for_each_program(program, object)
		check(bpf_program__attach(program), bpf_program__name(program));
	printf("ready\n");
	fflush(stdout);
	while (poll(&input, 1, 50) == 0)
		if (ring)
			ring_buffer__consume(ring);
	if (ring)
		ring_buffer__consume(ring);
	printf("%lu records\n", nr_records);
	return 0;
}
