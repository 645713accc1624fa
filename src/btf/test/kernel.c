/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * kernel.c - a kernel, as far as BTF goes: tracepoints, functions and hooks
 * with what they may take, as far as programs may take it, too: no more than
 * five parameters
 */
typedef unsigned short umode_t;
typedef unsigned int gfp_t;
typedef _Bool bool;
typedef struct {
	unsigned int val;
} kuid_t;

struct task_struct {
	int pid;
};

struct super_block {
	unsigned int s_dev;
};

struct inode {
	umode_t i_mode;
	struct super_block *i_sb;
	unsigned long i_ino;
};

struct file {
	struct {
		struct inode *f_inode;
	};
	unsigned int f_flags;
};

struct dentry {
	struct inode *d_inode;
};

struct path {
	struct dentry *dentry;
};

struct cred {
	kuid_t uid;
	kuid_t euid;
	unsigned int bits : 3;
};

struct module {
	char name[56];
};

struct unknown {
	int x;
};

struct pair {
	long first, second;
};

enum zone {
	ZONE_LOW,
	ZONE_HIGH = 7,
};

enum {
	NEGATIVE = -1,
};

typedef void (*btf_trace_my_switch)(void *, bool, struct task_struct *, const char *, enum zone);
typedef void (*btf_trace_my_unnamed)(void *, int, struct unknown *);

int __traceiter_my_switch(void *__data, bool preempt, struct task_struct *next, const char *name, enum zone zone)
{
	return 0;
}

long my_function(int cpu, struct cred *cred, struct module *mod, struct unknown *e, void *data)
{
	return cred->bits + sizeof(enum zone);
}

void my_values(kuid_t who, struct pair both, unsigned char size, gfp_t flags)
{
}

struct file *my_open(const struct file *file, int result)
{
	return 0;
}

int my_mknod(struct path *dir, struct dentry *dentry)
{
	return 0;
}

int bpf_lsm_file_open(struct file *file__nullable)
{
	return NEGATIVE;
}

int security_file_open(struct file *f)
{
	return 0;
}

int bpf_lsm_task_prctl(int option)
{
	return 0;
}

/* What nothing else has whole. */
btf_trace_my_switch *switches;
btf_trace_my_unnamed *unnamed;
struct inode inode;
struct super_block super_block;
struct dentry dentry;
