// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * kernel.c - is this kernel new enough, has it BTF, and may we load programs
 */
#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "internal.h"

#define OLDEST_MAJOR	5
#define OLDEST_MINOR	15
#define KERNEL_BTF	"/sys/kernel/btf/vmlinux"

static enum wmk_fault check_version(struct wmk_kernel *kernel,
				    struct wmk_error *error)
{
	unsigned int major, minor;
	struct utsname name;

	if (uname(&name) ||
	    sscanf(name.release, "%u.%u", &major, &minor) != 2)
		return wmk_fail(error, WMK_SYSTEM,
				"cannot tell the kernel's version");
	snprintf(kernel->release, sizeof(kernel->release), "%s", name.release);
	if (major > OLDEST_MAJOR ||
	    (major == OLDEST_MAJOR && minor >= OLDEST_MINOR))
		return WMK_OK;
	return wmk_fail(error, WMK_LACKING,
			"kernel %s is too old: %u.%u or newer is needed, for task storage and timers in tracing programs",
			name.release, OLDEST_MAJOR, OLDEST_MINOR);
}

/*
 * Only the file that the kernel itself serves counts: libbpf's substitutes in
 * /boot say what the kernel was built from, not that it can attach by BTF.
 */
static enum wmk_fault read_btf(struct wmk_kernel *kernel,
			       struct wmk_error *error)
{
	struct wmk_log log = { 0 };
	int code;

	if (access(KERNEL_BTF, R_OK))
		return wmk_fail(error, WMK_LACKING,
				"kernel %s has no BTF: " KERNEL_BTF ": %s (CONFIG_DEBUG_INFO_BTF=y, and sysfs mounted on /sys, are needed)",
				kernel->release, strerror(errno));
	wmk_log_begin(&log);
	kernel->btf = btf__parse(KERNEL_BTF, NULL);
	code = errno;
	wmk_log_end();
	if (!kernel->btf)
		return wmk_fail(error, WMK_LACKING,
				"kernel %s has no BTF that can be read: " KERNEL_BTF ": %s",
				kernel->release, strerror(code));
	return WMK_OK;
}

struct capabilities {
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
};

static bool have(const struct capabilities *our, unsigned int capability)
{
	return our->data[CAP_TO_INDEX(capability)].effective &
	       CAP_TO_MASK(capability);
}

static enum wmk_fault read_capabilities(struct capabilities *our,
					struct wmk_error *error)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	if (syscall(SYS_capget, &header, our->data))
		return wmk_fail(error, WMK_SYSTEM,
				"cannot tell this process's capabilities: %s",
				strerror(errno));
	return WMK_OK;
}

enum wmk_fault wmk_may_load(struct wmk_error *error)
{
	struct capabilities our;

	if (read_capabilities(&our, error))
		return error->fault;
	if (have(&our, CAP_SYS_ADMIN) ||
	    (have(&our, CAP_BPF) && have(&our, CAP_PERFMON)))
		return WMK_OK;
	return wmk_fail(error, WMK_FORBIDDEN,
			"not permitted to load eBPF programs: run as root, or with CAP_BPF and CAP_PERFMON");
}

/* What modules tell is for root to read, whoever else may insert them. */
enum wmk_fault wmk_may_insert(struct wmk_error *error)
{
	struct capabilities our;

	if (read_capabilities(&our, error))
		return error->fault;
	if (have(&our, CAP_SYS_MODULE) && !geteuid())
		return WMK_OK;
	return wmk_fail(error, WMK_FORBIDDEN,
			"not permitted to insert SystemTap modules: run as root");
}

enum wmk_fault wmk_kernel_open(struct wmk_kernel **to, struct wmk_error *error)
{
	struct wmk_kernel *kernel;
	struct wmk_error unused;
	enum wmk_fault fault;

	*to = NULL;
	kernel = calloc(1, sizeof(*kernel));
	if (!kernel)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	fault = check_version(kernel, error);
	if (!fault)
		fault = read_btf(kernel, error);
	if (fault) {
		wmk_kernel_close(kernel);
		return fault;
	}
	kernel->may_load = !wmk_may_load(&unused);
	*to = kernel;
	return WMK_OK;
}

const char *wmk_kernel_release(const struct wmk_kernel *kernel)
{
	return kernel->release;
}

bool wmk_kernel_is_tried(const struct wmk_kernel *kernel)
{
	return kernel->may_load;
}

void wmk_kernel_close(struct wmk_kernel *kernel)
{
	if (!kernel)
		return;
	btf__free(kernel->btf);
	free(kernel);
}
