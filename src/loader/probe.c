// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * probe.c - an attach point or a reaction -> can this kernel do it, and if
 * not, what is missing
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "internal.h"

#define LSM_PREFIX	"lsm/"

enum wmk_support wmk_probe_point(struct wmk_kernel *kernel, const char *section,
				 char *reason, size_t size)
{
	enum wmk_support support;
	struct wmk_error error;
	struct wmk_log log = { 0 };

	wmk_log_begin(&log);
	support = wmk_kernel_has_point(kernel, section, reason, size, &error);
	wmk_log_end();
	if (support == WMK_CANNOT_TELL)
		snprintf(reason, size, "%.*s", (int)size - 1, error.text);
	else if (support == WMK_LACKS && kernel->lsm == WMK_LSM_UNKNOWN &&
		 !strncmp(section, LSM_PREFIX, sizeof(LSM_PREFIX) - 1))
		support = WMK_CANNOT_TELL;	/* chosen it is not */
	return support;
}

#define SET(register, value)						\
	{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = (register), .imm = (value) }
#define CALL(helper)	{ .code = BPF_JMP | BPF_CALL, .imm = (helper) }
#define LEAVE		{ .code = BPF_JMP | BPF_EXIT }

static const struct bpf_insn signals[] = {
	SET(BPF_REG_1, 0), CALL(BPF_FUNC_send_signal), SET(BPF_REG_0, 0), LEAVE,
};
static const struct bpf_insn signals_thread[] = {
	SET(BPF_REG_1, 0), CALL(BPF_FUNC_send_signal_thread), SET(BPF_REG_0, 0), LEAVE,
};
static const struct bpf_insn denies[] = {
	SET(BPF_REG_0, -EPERM), LEAVE,
};

#define TRACEPOINT	"btf_trace_sched_process_exec"
#define HOOK		"file_open"
#define INJECTED	"__x64_sys_connect"	/* every call is, where any function is */

/* A program that reacts so; none where there is nothing that a kernel may lack. */
struct reaction {
	const char *name;
	const struct bpf_insn *program;
	size_t nr;
	enum bpf_prog_type type;
	enum bpf_attach_type attach;
	const char *target;		/* in the kernel's BTF, or NULL */
	__u32 target_kind;
};

#define PROGRAM(array)	(array), sizeof(array) / sizeof((array)[0])

static const struct reaction reactions[] = {
	{ "signal", PROGRAM(signals), BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP,
	  TRACEPOINT, BTF_KIND_TYPEDEF },
	{ "signal_thread", PROGRAM(signals_thread), BPF_PROG_TYPE_TRACING,
	  BPF_TRACE_RAW_TP, TRACEPOINT, BTF_KIND_TYPEDEF },
	{ "deny", PROGRAM(denies), BPF_PROG_TYPE_LSM, BPF_LSM_MAC,
	  "bpf_lsm_" HOOK, BTF_KIND_FUNC },
	{ "override", PROGRAM(denies), BPF_PROG_TYPE_TRACING, BPF_MODIFY_RETURN,
	  INJECTED, BTF_KIND_FUNC },
	{ "log", NULL, 0, 0, 0, NULL, 0 },
	{ "emit", NULL, 0, 0, 0, NULL, 0 },
	{ "nice", NULL, 0, 0, 0, NULL, 0 },
};

#define NR_REACTIONS	(sizeof(reactions) / sizeof(reactions[0]))

const char *wmk_reaction(__u32 number)
{
	return number < NR_REACTIONS ? reactions[number].name : NULL;
}

/* Loads the program, and runs it nowhere: 0 or an errno */
static int try_reaction(const struct wmk_kernel *kernel,
			const struct reaction *reaction, char *log, size_t size)
{
	LIBBPF_OPTS(bpf_prog_load_opts, options,
		.expected_attach_type = reaction->attach,
		.log_buf = log,
		.log_size = (__u32)size,
		.log_level = 1,
	);
	int target, fd;

	log[0] = '\0';
	if (reaction->target) {
		target = btf__find_by_name_kind(kernel->btf, reaction->target,
						reaction->target_kind);
		if (target <= 0)
			return ENOENT;
		options.attach_btf_id = (__u32)target;
	}
	fd = bpf_prog_load(reaction->type, "wmk_probe", "GPL",
			   reaction->program, reaction->nr, &options);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static enum wmk_support load_reaction(const struct wmk_kernel *kernel,
				      const struct reaction *reaction,
				      char *reason, size_t size)
{
	char log[4096];
	int code = try_reaction(kernel, reaction, log, sizeof(log));
	const char *why;

	if (!code)
		return WMK_HAS;
	why = wmk_last_words(log);
	if (code == ENOENT)
		snprintf(reason, size, "the kernel's BTF has no %s",
			 reaction->target);
	else
		snprintf(reason, size, "the kernel refuses such a program: %s",
			 why ? why : strerror(code));
	return code == EPERM || code == ENOMEM ? WMK_CANNOT_TELL : WMK_LACKS;
}

enum wmk_support wmk_probe_reaction(struct wmk_kernel *kernel, __u32 number,
				    char *reason, size_t size)
{
	const struct reaction *reaction = &reactions[number];

	reason[0] = '\0';
	if (!reaction->program)
		return WMK_HAS;
	/* Whether the hook is called at all is known without privilege. */
	if (reaction->type == BPF_PROG_TYPE_LSM) {
		enum wmk_support support =
			wmk_probe_point(kernel, LSM_PREFIX HOOK, reason, size);

		if (support != WMK_HAS)
			return support;
	}
	if (!kernel->may_load) {
		snprintf(reason, size, "not permitted to load eBPF programs");
		return WMK_CANNOT_TELL;
	}
	return load_reaction(kernel, reaction, reason, size);
}
