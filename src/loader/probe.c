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

/* What a program that reacts calls, and of which type it is. */
struct reaction {
	const char *name;
	enum bpf_prog_type type;	/* 0: nothing that a kernel may lack */
	enum bpf_attach_type attach;
	const char *target;		/* in the kernel's BTF, or NULL */
	__u32 target_kind;
	__s32 helper;			/* 0: none, it returns an error */
};

#define TRACEPOINT	"btf_trace_sched_process_exec"
#define HOOK		"lsm/file_open"

static const struct reaction reactions[] = {
	{ "signal", BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, TRACEPOINT,
	  BTF_KIND_TYPEDEF, BPF_FUNC_send_signal },
	{ "signal_thread", BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, TRACEPOINT,
	  BTF_KIND_TYPEDEF, BPF_FUNC_send_signal_thread },
	{ "deny", BPF_PROG_TYPE_LSM, BPF_LSM_MAC, "bpf_lsm_file_open",
	  BTF_KIND_FUNC, 0 },
	{ "override", BPF_PROG_TYPE_KPROBE, 0, NULL, 0,
	  BPF_FUNC_override_return },
	{ "log", 0, 0, NULL, 0, 0 },
	{ "emit", 0, 0, NULL, 0, 0 },
	{ "nice", 0, 0, NULL, 0, 0 },
};

#define NR_REACTIONS	(sizeof(reactions) / sizeof(reactions[0]))

const char *wmk_reaction(__u32 number)
{
	return number < NR_REACTIONS ? reactions[number].name : NULL;
}

/* Loads a program that would react, and runs it nowhere: 0 or an errno */
static int try_reaction(const struct wmk_kernel *kernel,
			const struct reaction *reaction, char *log, size_t size)
{
	const struct bpf_insn calls[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_2 },
		/* Of a signal the number, of a function that is overridden the context. */
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_1 },
		{ .code = BPF_JMP | BPF_CALL, .imm = reaction->helper },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	const struct bpf_insn denies[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0,
		  .imm = -EPERM },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	struct bpf_insn overrides[5];
	LIBBPF_OPTS(bpf_prog_load_opts, options,
		.expected_attach_type = reaction->attach,
		.log_buf = log,
		.log_size = (__u32)size,
		.log_level = 1,
	);
	const struct bpf_insn *program = calls;
	size_t nr = sizeof(calls) / sizeof(calls[0]);
	int target, fd;

	log[0] = '\0';
	if (reaction->target) {
		target = btf__find_by_name_kind(kernel->btf, reaction->target,
						reaction->target_kind);
		if (target <= 0)
			return ENOENT;
		options.attach_btf_id = (__u32)target;
	}
	if (!reaction->helper) {
		program = denies;
		nr = sizeof(denies) / sizeof(denies[0]);
	} else if (reaction->type == BPF_PROG_TYPE_KPROBE) {
		memcpy(overrides, calls, sizeof(calls));
		overrides[1].code = BPF_ALU64 | BPF_MOV | BPF_X;
		overrides[1].src_reg = BPF_REG_1;
		program = overrides;
	}
	fd = bpf_prog_load(reaction->type, "wmk_probe", "GPL", program, nr,
			   &options);
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
	if (!reaction->type)
		return WMK_HAS;
	/* Whether the hook is called at all is known without privilege. */
	if (reaction->type == BPF_PROG_TYPE_LSM) {
		enum wmk_support support =
			wmk_probe_point(kernel, HOOK, reason, size);

		if (support != WMK_HAS)
			return support;
	}
	if (!kernel->may_load) {
		snprintf(reason, size, "not permitted to load eBPF programs");
		return WMK_CANNOT_TELL;
	}
	return load_reaction(kernel, reaction, reason, size);
}
