// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stub.c - loads the stub program and has it call its functions
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "feeder.h"

#define MAP_BYTES	(sizeof(struct fed_event) * NR_FED_EVENTS)

void open_stub(struct stub *stub, const char *path)
{
	struct bpf_object *object = path ? bpf_object__open(path) : NULL;
	struct bpf_program *program;

	if (!path) {
		stub->events = calloc(NR_FED_EVENTS, sizeof(*stub->events));
		if (!stub->events)
			give_up("out of memory");
		return;
	}
	if (!object || bpf_object__load(object))
		give_up("%s: cannot be loaded: %s", path, strerror(errno));
	program = bpf_object__find_program_by_name(object, "feed");
	stub->program = bpf_program__fd(program);
	stub->map = bpf_object__find_map_fd_by_name(object, FED_MAP);
	stub->events = mmap(NULL, MAP_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
			    stub->map, 0);
	if (stub->events == MAP_FAILED)
		give_up("%s: its events cannot be written: %s", path,
			strerror(errno));
}

void put_events(struct stub *stub, const struct fed_event *events, __u32 count,
		__u64 later)
{
	__u32 i;

	if (count > NR_FED_EVENTS)
		give_up("a trace of %u events, at most %u fit", count,
			NR_FED_EVENTS);
	memcpy(stub->events, events, count * sizeof(*events));
	for (i = 0; later && i < count; i++)
		stub->events[i].time += later;
	if (is_module())
		put_into_module(stub->events, count);
}

struct part {
	const struct stub *stub;
	pthread_barrier_t *start;
	int cpu;
	struct fed_range range;
	int code;
};

static void *feed_part(void *context)
{
	struct part *part = context;
	LIBBPF_OPTS(bpf_test_run_opts, options,
		    .ctx_in = &part->range, .ctx_size_in = sizeof(part->range));
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(part->cpu, &cpus);
	part->code = pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus);
	pthread_barrier_wait(part->start);
	if (!part->code && part->range.count)
		part->code = is_module() ? feed_module(&part->range) : bpf_prog_test_run_opts(part->stub->program, &options);
	return NULL;
}

void feed_events(const struct stub *stub, __u32 first, __u32 on_first, __u32 on_second)
{
	pthread_barrier_t start;
	struct part parts[] = {
		{ .stub = stub, .start = &start, .cpu = 0,
		  .range = { first, on_first } },
		{ .stub = stub, .start = &start, .cpu = 1,
		  .range = { first + on_first, on_second } },
	};
	pthread_t threads[2];
	int i, n = on_second ? 2 : 1;

	pthread_barrier_init(&start, NULL, n);
	for (i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, feed_part, &parts[i]))
			give_up("no thread: %s", strerror(errno));
	for (i = 0; i < n; i++) {
		pthread_join(threads[i], NULL);
		if (parts[i].code)
			give_up("cannot feed on CPU %d: %d", i, parts[i].code);
	}
	pthread_barrier_destroy(&start);
}
