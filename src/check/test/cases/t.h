/* Kinds of events for tests of the checker. */
#include "wmk.h"

enum mode { MODE_READ = 1, MODE_WRITE = 2 };

/* A file is opened. */
struct WMK_KIND(open) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
	WMK_CONSTANTS(O_CREAT = 0100, O_TRUNC = 01000, LIMIT = 1)

	char Path[16]		WMK_BPF_FILL(wmk_path, file);
	__u32 Flags		WMK_BPF(file->f_flags);
	enum mode Mode		WMK_BPF(file->f_mode);
	__u64 Inode		WMK_BPF(file->f_inode->i_ino);
};

/* A file is written. */
struct WMK_KIND(write) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fexit/vfs_write", struct file *file)
	WMK_CONSTANTS(LIMIT = 2)

	__s64 Count		WMK_BPF(1);
	__u64 Offset		WMK_BPF(2);
	__u8 Level		WMK_BPF(3);
	__u64 Inode		WMK_BPF(file->f_inode->i_ino);
};

/* A process is made. */
struct WMK_KIND(fork) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_fork", struct task_struct *parent, struct task_struct *child)

	wmk_process_t Child	WMK_BPF_TASK(child);
	wmk_thread_t ChildThread WMK_BPF_TASK(child);
};

/* A thread ends. */
struct WMK_KIND(exit) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_exit", struct task_struct *task)

	__s32 Code		WMK_BPF(task->exit_code);
	__u32 OldThread		WMK_BPF(0);
};

/* A file is renamed. */
struct WMK_KIND(rename) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/vfs_rename", struct renamedata *data)

	char From[256]		WMK_BPF_FILL(wmk_from_name, data);
	char To[256]		WMK_BPF_FILL(wmk_to_name, data);
};

/* A packet arrives. */
struct WMK_KIND(packet) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("fentry/ip_rcv", struct sk_buff *skb)

	__u32 Length		WMK_BPF(skb->len);
	wmk_address_t From	WMK_BPF_FILL(wmk_from, skb);
};
