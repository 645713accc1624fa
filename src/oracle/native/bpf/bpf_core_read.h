/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* bpf_core_read.h - generated code needs nothing of it on the host */
