// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * point.c - an attach point's section -> has this kernel such a point, and if
 * not, what is missing
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "internal.h"

/* Which functions can be overridden the kernel knows, and nobody else. */
#define NOT_OVERRIDDEN \
	" (a kernel with CONFIG_FUNCTION_ERROR_INJECTION is needed, and a function that is in its /sys/kernel/debug/error_injection/list)"

/* A function of the kernel that exists to be traced by those who test. */
#define TRACED_FOR_TESTS	"bpf_fentry_test1"

struct family {
	const char *prefix;		/* of the section */
	const char *btf_prefix;		/* of the name in the kernel's BTF */
	const char *what;
	__u32 btf_kind;
	enum bpf_prog_type program;
	enum bpf_attach_type attach;
	bool trampoline;
};

enum { TP_BTF, FENTRY, FEXIT, FMOD_RET, LSM };

static const struct family families[] = {
	[TP_BTF] = {
		"tp_btf/", "btf_trace_", "tracepoint", BTF_KIND_TYPEDEF,
		BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, false,
	},
	[FENTRY] = {
		"fentry/", "", "function", BTF_KIND_FUNC,
		BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY, true,
	},
	[FEXIT] = {
		"fexit/", "", "function", BTF_KIND_FUNC,
		BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT, true,
	},
	[FMOD_RET] = {
		"fmod_ret/", "", "function", BTF_KIND_FUNC,
		BPF_PROG_TYPE_TRACING, BPF_MODIFY_RETURN, true,
	},
	[LSM] = {
		"lsm/", "bpf_lsm_", "security hook", BTF_KIND_FUNC,
		BPF_PROG_TYPE_LSM, BPF_LSM_MAC, true,
	},
};

static const struct family *find_family(const char *section)
{
	size_t i;

	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		size_t length = strlen(families[i].prefix);

		if (!strncmp(section, families[i].prefix, length) &&
		    section[length])
			return &families[i];
	}
	return NULL;
}

bool wmk_known_section(const char *section)
{
	return find_family(section);
}

static int find_target(const struct wmk_kernel *kernel,
		       const struct family *family, const char *name)
{
	char full[WMK_SECTION_SIZE + 16];

	snprintf(full, sizeof(full), "%s%s", family->btf_prefix, name);
	return btf__find_by_name_kind(kernel->btf, full, family->btf_kind);
}

/* Load a program that does nothing: its file descriptor or a negative errno */
static int load_program(enum bpf_prog_type type,
			struct bpf_prog_load_opts *options)
{
	const struct bpf_insn instructions[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	int fd;

	fd = bpf_prog_load(type, "wmk_try", "GPL", instructions,
			   sizeof(instructions) / sizeof(instructions[0]),
			   options);
	return fd < 0 ? -errno : fd;
}

static int load_empty(const struct family *family, int target, char *log,
		      size_t size)
{
	LIBBPF_OPTS(bpf_prog_load_opts, options,
		.expected_attach_type = family->attach,
		.attach_btf_id = (__u32)target,
		.log_buf = log,
		.log_size = (__u32)size,
		.log_level = 1,
	);

	log[0] = '\0';
	return load_program(family->program, &options);
}

/* Is any program permitted that sees the kernel? */
static bool is_permitted(void)
{
	LIBBPF_OPTS(bpf_prog_load_opts, options);
	int fd = load_program(BPF_PROG_TYPE_RAW_TRACEPOINT, &options);

	if (fd >= 0)
		close(fd);
	return fd != -EPERM;
}

/* Attach a loaded program for a moment: 0 or a negative errno */
static int try_attach(int fd)
{
	int link = bpf_raw_tracepoint_open(NULL, fd);

	if (link < 0)
		return -errno;
	close(link);
	return 0;
}

/* Can the kernel attach programs to its functions at all? Tried once. */
static int try_trampoline(struct wmk_kernel *kernel)
{
	const struct family *family = &families[FENTRY];
	char log[4096];
	int target, fd;

	if (kernel->trampoline_tried)
		return kernel->trampoline;
	kernel->trampoline_tried = true;
	target = find_target(kernel, family, TRACED_FOR_TESTS);
	if (target <= 0)
		return 0;
	fd = load_empty(family, target, log, sizeof(log));
	if (fd < 0)
		return 0;
	kernel->trampoline = try_attach(fd);
	close(fd);
	return kernel->trampoline;
}

/*
 * A function that BTF knows may still have no place for a program. Security
 * hooks all have one, if any function has, and are not tried: a program
 * there would answer for the hook.
 */
static enum wmk_support try_function(struct wmk_kernel *kernel,
				     const struct family *family, int fd,
				     char *reason, size_t size)
{
	int code = 0;

	if (try_trampoline(kernel)) {
		snprintf(reason, size,
			 "the kernel cannot attach programs to its functions: %s (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS)",
			 strerror(-kernel->trampoline));
		return WMK_LACKS;
	}
	if (family->program == BPF_PROG_TYPE_TRACING)
		code = try_attach(fd);
	if (!code)
		return WMK_HAS;
	snprintf(reason, size,
		 "the kernel cannot attach programs to this function: %s",
		 strerror(-code));
	return WMK_LACKS;
}

static enum wmk_support lsm_active(struct wmk_kernel *kernel, char *reason,
				   size_t size)
{
	wmk_read_lsm(kernel);
	if (kernel->lsm == WMK_LSM_ACTIVE)
		return WMK_HAS;
	if (kernel->lsm == WMK_LSM_INACTIVE)
		snprintf(reason, size,
			 "bpf is not an active security module (they are %.*s: add bpf to lsm= of the kernel's command line)",
			 (int)strcspn(kernel->lsm_names, "\n"),
			 kernel->lsm_names);
	else
		snprintf(reason, size,
			 "cannot tell whether bpf is an active security module: /sys/kernel/security/lsm cannot be read (is securityfs mounted?)");
	return WMK_LACKS;
}

const char *wmk_last_words(char *log)
{
	char *line, *rest = log, *last = NULL;

	while ((line = strsep(&rest, "\n")))
		if (*line && strncmp(line, "processed ", 10))
			last = line;
	return last;
}

static enum wmk_support try_point(struct wmk_kernel *kernel,
				  const struct family *family, int target,
				  char *reason, size_t size,
				  struct wmk_error *error)
{
	enum wmk_support support = WMK_HAS;
	const char *why;
	char log[4096];
	int fd;

	fd = load_empty(family, target, log, sizeof(log));
	if (fd >= 0) {
		if (family->trampoline)
			support = try_function(kernel, family, fd, reason, size);
		close(fd);
		return support;
	}
	if (fd == -EPERM && !is_permitted()) {
		wmk_fail(error, WMK_FORBIDDEN,
			 "the kernel does not permit loading eBPF programs (a user namespace, lockdown or a security module forbids it)");
		return WMK_CANNOT_TELL;
	}
	if (fd == -ENOSYS) {
		wmk_fail(error, WMK_LACKING,
			 "the kernel has no bpf system call (CONFIG_BPF_SYSCALL), or it is filtered");
		return WMK_CANNOT_TELL;
	}
	if (fd == -ENOMEM) {
		wmk_fail(error, WMK_SYSTEM, "out of memory in the kernel");
		return WMK_CANNOT_TELL;
	}
	why = wmk_last_words(log);
	snprintf(reason, size, "the kernel refuses programs there: %s%s",
		 why ? why : strerror(-fd),
		 family->attach == BPF_MODIFY_RETURN ? NOT_OVERRIDDEN : "");
	return WMK_LACKS;
}

enum wmk_support wmk_kernel_has_point(void *context, const char *section,
				      char *reason, size_t size,
				      struct wmk_error *error)
{
	const struct family *family = find_family(section);
	struct wmk_kernel *kernel = context;
	const char *name;
	int target;

	if (!family) {
		snprintf(reason, size, "unknown to this loader");
		return WMK_LACKS;
	}
	name = section + strlen(family->prefix);
	target = find_target(kernel, family, name);
	if (target <= 0) {
		snprintf(reason, size, "no %s %s", family->what, name);
		return WMK_LACKS;
	}
	if (family->program == BPF_PROG_TYPE_LSM &&
	    lsm_active(kernel, reason, size) != WMK_HAS)
		return WMK_LACKS;
	if (!kernel->may_load)
		return WMK_HAS;
	return try_point(kernel, family, target, reason, size, error);
}
