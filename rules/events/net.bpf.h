/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * net.bpf.h - how the fields of sockets and packets are read
 */
#ifndef WMK_EVENTS_NET_BPF_H
#define WMK_EVENTS_NET_BPF_H

#include <bpf/bpf_endian.h>
#include "read.bpf.h"

#define WMK_AF_INET		2
#define WMK_AF_INET6		10

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct wmk_in6 {
	__u8 bytes[16];
};

struct sock_common {
	__be32 skc_daddr;
	__be32 skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
	unsigned short skc_family;
	struct wmk_in6 skc_v6_daddr;
	struct wmk_in6 skc_v6_rcv_saddr;
};

struct sock {
	struct sock_common __sk_common;
};

struct socket {
	struct sock *sk;
};

struct super_block___net {
	unsigned long s_magic;
};

struct inode___net {
	struct super_block___net *i_sb;
};

struct file___net {
	struct inode___net *f_inode;
	void *private_data;
};

struct sk_buff {
	unsigned int len;
	unsigned int data_len;
	__u16 transport_header;
	__u16 network_header;
	unsigned char *head;
	unsigned char *data;
};

struct wmk_flow_ports {
	__be16 dport;
};

union flowi_uli {
	struct wmk_flow_ports ports;
};

struct flowi4 {
	union flowi_uli uli;
};

struct flowi6 {
	union flowi_uli uli;
};

#pragma clang attribute pop

static __always_inline void wmk_map_address(wmk_address_t *to, __be32 address)
{
	to->bytes[10] = 0xff;
	to->bytes[11] = 0xff;
	__builtin_memcpy(&to->bytes[12], &address, sizeof(address));
}

/* Addresses that a call names: what user space laid out; not the kernel's to move. */
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
	if (a.family == WMK_AF_INET6 && bytes >= 24)
		__builtin_memcpy(&out, a.v6, sizeof(out));
	else if (a.family == WMK_AF_INET)
		wmk_map_address(&out, a.v4);
	__builtin_memcpy(to, &out, size);
}

/* Sockets. Of none (NULL) the family is 0, and ports and addresses are. */

/* Error numbers stand in for pointers at the end of the address space. */
static __always_inline bool wmk_is_error(const void *pointer)
{
	return (unsigned long)pointer >= -4095UL;
}

#define WMK_SOCKFS_MAGIC	0x534f434b

/* The socket that a file is; NULL where it is something else. */
static __always_inline struct socket *wmk_file_socket(const void *of)
{
	const struct file___net *file = of;

	if (BPF_CORE_READ(file, f_inode, i_sb, s_magic) != WMK_SOCKFS_MAGIC)
		return NULL;
	return BPF_CORE_READ(file, private_data);
}

static __always_inline __u16 wmk_socket_family(struct socket *socket)
{
	return BPF_CORE_READ(socket, sk, __sk_common.skc_family);
}

static __always_inline bool wmk_has_address(struct socket *socket)
{
	__u16 family = wmk_socket_family(socket);

	return family == WMK_AF_INET || family == WMK_AF_INET6;
}

static __always_inline __u16 wmk_socket_port(struct socket *socket)
{
	if (!wmk_has_address(socket))
		return 0;
	return bpf_ntohs(BPF_CORE_READ(socket, sk, __sk_common.skc_dport));
}

static __always_inline __u16 wmk_socket_local_port(struct socket *socket)
{
	if (!wmk_has_address(socket))
		return 0;
	return BPF_CORE_READ(socket, sk, __sk_common.skc_num);
}

static __always_inline void wmk_fill_socket_address(void *to, __u32 size,
						    struct socket *socket)
{
	__u16 family = wmk_socket_family(socket);
	wmk_address_t out = {};

	if (family == WMK_AF_INET6)
		BPF_CORE_READ_INTO(&out, socket, sk, __sk_common.skc_v6_daddr);
	else if (family == WMK_AF_INET)
		wmk_map_address(&out, BPF_CORE_READ(socket, sk, __sk_common.skc_daddr));
	__builtin_memcpy(to, &out, size);
}

static __always_inline void wmk_fill_socket_local(void *to, __u32 size,
						  struct socket *socket)
{
	__u16 family = wmk_socket_family(socket);
	wmk_address_t out = {};

	if (family == WMK_AF_INET6)
		BPF_CORE_READ_INTO(&out, socket, sk, __sk_common.skc_v6_rcv_saddr);
	else if (family == WMK_AF_INET)
		wmk_map_address(&out, BPF_CORE_READ(socket, sk, __sk_common.skc_rcv_saddr));
	__builtin_memcpy(to, &out, size);
}

/*
 * Packets. Only what lies in the buffer itself can be read, not in the pages
 * that it refers to.
 */

#define WMK_TCP_HEADER		20
#define WMK_UDP_HEADER		8
#define WMK_DNS_HEADER		12

/* Read as numbers: to newer verifiers these are pointers, which they let nobody reckon with. */
static __always_inline const unsigned char *wmk_head(struct sk_buff *skb)
{
	return BPF_CORE_READ(skb, head);
}

static __always_inline const unsigned char *wmk_data(struct sk_buff *skb)
{
	return BPF_CORE_READ(skb, data);
}

static __always_inline const unsigned char *wmk_network_header(struct sk_buff *skb)
{
	return wmk_head(skb) + skb->network_header;
}

static __always_inline __u8 wmk_byte(const unsigned char *at)
{
	__u8 byte = 0;

	bpf_probe_read_kernel(&byte, sizeof(byte), at);
	return byte;
}

static __always_inline __u16 wmk_be16(const unsigned char *at)
{
	__be16 value = 0;

	bpf_probe_read_kernel(&value, sizeof(value), at);
	return bpf_ntohs(value);
}

static __always_inline __u16 wmk_packet_family(struct sk_buff *skb)
{
	switch (wmk_byte(wmk_network_header(skb)) >> 4) {
	case 4: return WMK_AF_INET;
	case 6: return WMK_AF_INET6;
	default: return 0;
	}
}

/* The address at one of two places, by the version of IP. */
static __always_inline void wmk_fill_ip(void *to, __u32 size, struct sk_buff *skb,
					__u32 at_v4, __u32 at_v6)
{
	const unsigned char *header = wmk_network_header(skb);
	wmk_address_t out = {};
	__be32 v4 = 0;

	switch (wmk_packet_family(skb)) {
	case WMK_AF_INET:
		bpf_probe_read_kernel(&v4, sizeof(v4), header + at_v4);
		wmk_map_address(&out, v4);
		break;
	case WMK_AF_INET6:
		bpf_probe_read_kernel(&out, sizeof(out), header + at_v6);
		break;
	}
	__builtin_memcpy(to, &out, size);
}

static __always_inline void wmk_fill_source(void *to, __u32 size, struct sk_buff *skb)
{
	wmk_fill_ip(to, size, skb, 12, 8);
}

static __always_inline void wmk_fill_destination(void *to, __u32 size, struct sk_buff *skb)
{
	wmk_fill_ip(to, size, skb, 16, 24);
}

/* Received, so that the buffer begins with the header of TCP. */
static __always_inline bool wmk_has_tcp(struct sk_buff *skb)
{
	return skb->len - skb->data_len >= WMK_TCP_HEADER;
}

static __always_inline __u32 wmk_tcp_payload(struct sk_buff *skb)
{
	__u32 header = (wmk_byte(wmk_data(skb) + 12) >> 4) * 4;

	return skb->len > header ? skb->len - header : 0;
}

/* About to be sent, with the header of IP already there and that of UDP still empty. */

#define wmk_flow_port(flow) bpf_ntohs(BPF_CORE_READ(flow, uli.ports.dport))

/* How many bytes of the question there are, behind the headers of UDP and DNS. */
static __always_inline int wmk_question_bytes(struct sk_buff *skb)
{
	long headers = wmk_head(skb) + skb->transport_header - wmk_data(skb);

	return (long)(skb->len - skb->data_len) - headers - WMK_UDP_HEADER - WMK_DNS_HEADER;
}

static __always_inline const unsigned char *wmk_dns(struct sk_buff *skb)
{
	return wmk_head(skb) + skb->transport_header + WMK_UDP_HEADER;
}

#define WMK_DNS_PORT		53
#define WMK_DNS_RESPONSE	0x80

static __always_inline bool wmk_is_dns_query(struct sk_buff *skb, __u16 port)
{
	const unsigned char *dns = wmk_dns(skb);

	return port == WMK_DNS_PORT && wmk_question_bytes(skb) > 0 &&
	       !(wmk_byte(dns + 2) & WMK_DNS_RESPONSE) && wmk_be16(dns + 4) > 0;
}

#define WMK_DNS_NAME_BYTES	255
#define WMK_DNS_LABELS		128
#define WMK_DNS_LABEL_BYTES	63

/*
 * A name is labels, each behind a byte with its length, up to an empty one:
 * returns where in the question that is. In the text, where there is one, which
 * is the question without its first byte, lengths become dots.
 */
static __always_inline __u32 wmk_walk_labels(const unsigned char *question,
					     __u32 bytes, char *text)
{
	__u32 at = 0, i;
	__u8 length;

	for (i = 0; i < WMK_DNS_LABELS; i++) {
		at = wmk_hide(at);
		if (at >= bytes || at >= WMK_DNS_NAME_BYTES)
			break;
		length = wmk_byte(question + at);
		if (length > WMK_DNS_LABEL_BYTES)
			length = 0;
		if (text && at)
			text[(at - 1) & 255] = length ? '.' : '\0';
		if (!length)
			break;
		at += 1 + length;
	}
	return at;
}

static __always_inline void wmk_fill_dns_name(char *to, __u32 size wmk_unused, struct sk_buff *skb)
{
	const unsigned char *question = wmk_dns(skb) + WMK_DNS_HEADER;
	int bytes = wmk_question_bytes(skb) - 1;

	to[0] = '\0';
	if (bytes <= 0 || !wmk_byte(question))
		return;
	if (bytes > WMK_DNS_NAME_BYTES)
		bytes = WMK_DNS_NAME_BYTES;
	bpf_probe_read_kernel(to, bytes, question + 1);
	to[bytes] = '\0';
	wmk_walk_labels(question, bytes + 1, to);
}

/* Behind the name. */
static __always_inline __u16 wmk_dns_type(struct sk_buff *skb)
{
	const unsigned char *question = wmk_dns(skb) + WMK_DNS_HEADER;
	__u32 bytes = wmk_question_bytes(skb);
	__u32 at = wmk_walk_labels(question, bytes, NULL);

	return at + 3 > bytes ? 0 : wmk_be16(question + at + 1);
}

#endif /* WMK_EVENTS_NET_BPF_H */
