/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmkevents.bpf.h - how the shipped kinds' fields are read in eBPF
 */
#ifndef WMKEVENTS_BPF_H
#define WMKEVENTS_BPF_H

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "wmk.kernel.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct pt_regs {
	unsigned long bp;
	unsigned long bx;
	unsigned long r10;
	unsigned long r9;
	unsigned long r8;
	unsigned long cx;
	unsigned long dx;
	unsigned long si;
	unsigned long di;
	unsigned long orig_ax;
};

struct super_block {
	__u32 s_dev;
};

struct inode {
	unsigned long i_ino;
	struct super_block *i_sb;
};

struct linux_binprm {
	struct file *file;
	const char *filename;
};

#pragma clang attribute pop

/* What user space laid out; not the kernel's to move. */
struct wmk_sockaddr {
	__u16 family;
	__be16 port;
	union {
		__be32 v4;
		struct {
			__be32 flowinfo;
			__u8 v6[16];
		};
	};
};

#define WMK_AF_INET		2
#define WMK_AF_INET6		10
#define WMK_X32_BIT		0x40000000
#define WMK_TS_COMPAT		0x0002	/* thread_info: in a 32-bit call */

static __always_inline bool wmk_in_compat(void)
{
	return bpf_get_current_task_btf()->thread_info.status & WMK_TS_COMPAT;
}

static __always_inline __s32 wmk_syscall_number(long id)
{
	if (id < 0 || wmk_in_compat())
		return id;
	return id & ~WMK_X32_BIT;
}

static __always_inline __u32 wmk_syscall_abi(long id)
{
	if (wmk_in_compat())
		return WMK_ABI_32;
	return id >= 0 && (id & WMK_X32_BIT) ? WMK_ABI_X32 : WMK_ABI_64;
}

static __always_inline __u64 wmk_syscall_argument(struct pt_regs *regs, int n)
{
	if (wmk_in_compat()) {
		switch (n) {
		case 0: return (__u32)regs->bx;
		case 1: return (__u32)regs->cx;
		case 2: return (__u32)regs->dx;
		case 3: return (__u32)regs->si;
		case 4: return (__u32)regs->di;
		default: return (__u32)regs->bp;
		}
	}
	switch (n) {
	case 0: return regs->di;
	case 1: return regs->si;
	case 2: return regs->dx;
	case 3: return regs->r10;
	case 4: return regs->r8;
	default: return regs->r9;
	}
}

/* From the kernel's numbering of devices to that of stat(2). */
static __always_inline __u32 wmk_device(struct file *file)
{
	__u32 device = file->f_inode->i_sb->s_dev;
	__u32 major = device >> 20, minor = device & 0xfffff;

	return (minor & 0xff) | major << 8 | (minor & ~0xffU) << 12;
}

static __always_inline void wmk_fill_path(char *to, __u32 bytes, struct file *file)
{
	if (bpf_d_path(&file->f_path, to, bytes) < 0)
		to[0] = '\0';
}

static __always_inline void wmk_fill_string(char *to, __u32 bytes, const char *from)
{
	if (bpf_probe_read_kernel_str(to, bytes, from) < 0)
		to[0] = '\0';
}

static __always_inline __u16 wmk_address_family(const void *address, int bytes)
{
	struct wmk_sockaddr a = {};

	if (bytes >= 2)
		bpf_probe_read_kernel(&a, 2, address);
	return a.family;
}

static __always_inline __u16 wmk_address_port(const void *address, int bytes)
{
	struct wmk_sockaddr a = {};

	if (bytes >= 8)
		bpf_probe_read_kernel(&a, 4, address);
	if (a.family != WMK_AF_INET && a.family != WMK_AF_INET6)
		return 0;
	return bpf_ntohs(a.port);
}

static __always_inline void wmk_fill_address(void *to, __u32 size,
					     const void *address, int bytes)
{
	struct wmk_sockaddr a = {};
	wmk_address_t out = {};

	if (bytes >= 24)
		bpf_probe_read_kernel(&a, 24, address);
	else if (bytes >= 8)
		bpf_probe_read_kernel(&a, 8, address);
	if (a.family == WMK_AF_INET6 && bytes >= 24) {
		__builtin_memcpy(&out, a.v6, sizeof(out));
	} else if (a.family == WMK_AF_INET) {
		out.bytes[10] = 0xff;
		out.bytes[11] = 0xff;
		__builtin_memcpy(&out.bytes[12], &a.v4, sizeof(a.v4));
	}
	__builtin_memcpy(to, &out, size);
}

#endif /* WMKEVENTS_BPF_H */
