/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * net.stap.h - how the fields of sockets and packets are read in a module
 */
#ifndef WMK_EVENTS_NET_STAP_H
#define WMK_EVENTS_NET_STAP_H

#include <linux/fdtable.h>
#include <linux/magic.h>
#include <linux/net.h>
#include <linux/skbuff.h>
#include <net/af_unix.h>
#include <net/flow.h>
#include <net/sock.h>
#include "read.stap.h"

static wmk_unused void wmk_map_address(wmk_address_t *to, __be32 address)
{
	to->bytes[10] = 0xff;
	to->bytes[11] = 0xff;
	memcpy(&to->bytes[12], &address, sizeof(address));
}

/* Addresses that a call names: what user space laid out, in a copy of the kernel's. */
struct wmk_sockaddr {
	u16 family;
	__be16 port;
	union {
		__be32 v4;
		struct {
			__be32 flowinfo;
			u8 v6[16];
		};
	};
};

static wmk_unused u16 wmk_address_family(const void *address, int bytes)
{
	struct wmk_sockaddr a = {};

	if (bytes >= 2)
		wmk_read_bytes(&a, 2, address);
	return a.family;
}

static wmk_unused u16 wmk_address_port(const void *address, int bytes)
{
	struct wmk_sockaddr a = {};

	if (bytes >= 8)
		wmk_read_bytes(&a, 4, address);
	if (a.family != AF_INET && a.family != AF_INET6)
		return 0;
	return ntohs(a.port);
}

static wmk_unused void wmk_fill_address(void *to, u32 size, const void *address, int bytes)
{
	struct wmk_sockaddr a = {};
	wmk_address_t out = {};

	if (bytes >= 24)
		wmk_read_bytes(&a, 24, address);
	else if (bytes >= 8)
		wmk_read_bytes(&a, 8, address);
	if (a.family == AF_INET6 && bytes >= 24)
		memcpy(&out, a.v6, sizeof(out));
	else if (a.family == AF_INET)
		wmk_map_address(&out, a.v4);
	memcpy(to, &out, size);
}

/* Sockets. Of none (NULL) the family is 0, and ports and addresses are. */

/* The socket that a file is; NULL where it is something else. */
static wmk_unused struct socket *wmk_file_socket(struct file *file)
{
	if (wmk_read(file, f_inode, i_sb, s_magic) != SOCKFS_MAGIC)
		return NULL;
	return wmk_read(file, private_data);
}

static wmk_unused u16 wmk_socket_family(struct socket *socket)
{
	return wmk_read(socket, sk, sk_family);
}

static wmk_unused bool wmk_has_address(struct socket *socket)
{
	u16 family = wmk_socket_family(socket);

	return family == AF_INET || family == AF_INET6;
}

static wmk_unused u16 wmk_socket_port(struct socket *socket)
{
	if (!wmk_has_address(socket))
		return 0;
	return ntohs(wmk_read(socket, sk, sk_dport));
}

static wmk_unused u16 wmk_socket_local_port(struct socket *socket)
{
	if (!wmk_has_address(socket))
		return 0;
	return wmk_read(socket, sk, sk_num);
}

static wmk_unused void wmk_fill_socket_address(void *to, u32 size, struct socket *socket)
{
	u16 family = wmk_socket_family(socket);
	wmk_address_t out = {};

	if (family == AF_INET6)
		wmk_read_bytes(&out, sizeof(out), &wmk_read(socket, sk)->sk_v6_daddr);
	else if (family == AF_INET)
		wmk_map_address(&out, wmk_read(socket, sk, sk_daddr));
	memcpy(to, &out, size);
}

static wmk_unused void wmk_fill_socket_local(void *to, u32 size, struct socket *socket)
{
	u16 family = wmk_socket_family(socket);
	wmk_address_t out = {};

	if (family == AF_INET6)
		wmk_read_bytes(&out, sizeof(out), &wmk_read(socket, sk)->sk_v6_rcv_saddr);
	else if (family == AF_INET)
		wmk_map_address(&out, wmk_read(socket, sk, sk_rcv_saddr));
	memcpy(to, &out, size);
}

/*
 * Whether a descriptor is about to refer to a socket for the first time, and that
 * is connected already: it was accepted, or is one of a pair. Those of a pair have
 * no address; who listens has one, which the accepted one takes over.
 */
static wmk_unused bool wmk_is_accepted(struct file *file)
{
	struct socket *socket = wmk_file_socket(file);

	if (!socket || file_count(file) != 1 || wmk_read(socket, state) != SS_CONNECTED)
		return false;
	return wmk_socket_family(socket) != AF_UNIX || wmk_read((struct unix_sock *)wmk_read(socket, sk), addr);
}

/*
 * Whether do_dup2 is going to do so: all that is left to hinder it is a descriptor
 * that another thread has just taken and not filled yet. The lock of the table is
 * held where this is asked.
 */
static wmk_unused bool wmk_can_dup(struct files_struct *files, unsigned int fd)
{
	struct fdtable *table = rcu_dereference_raw(files->fdt);

	return fd < table->max_fds && (rcu_access_pointer(table->fd[fd]) || !test_bit(fd, table->open_fds));
}

/*
 * Packets. Only what lies in the buffer itself can be read, not in the pages
 * that it refers to.
 */

#define WMK_TCP_HEADER		20
#define WMK_UDP_HEADER		8
#define WMK_DNS_HEADER		12

static wmk_unused const unsigned char *wmk_data(struct sk_buff *skb)
{
	return skb->data;
}

static wmk_unused u8 wmk_byte(const unsigned char *at)
{
	u8 byte;

	wmk_read_bytes(&byte, sizeof(byte), at);
	return byte;
}

static wmk_unused u16 wmk_be16(const unsigned char *at)
{
	__be16 value;

	wmk_read_bytes(&value, sizeof(value), at);
	return ntohs(value);
}

static wmk_unused u16 wmk_packet_family(struct sk_buff *skb)
{
	switch (wmk_byte(skb_network_header(skb)) >> 4) {
	case 4: return AF_INET;
	case 6: return AF_INET6;
	default: return 0;
	}
}

/* The address at one of two places, by the version of IP. */
static wmk_unused void wmk_fill_ip(void *to, u32 size, struct sk_buff *skb, u32 at_v4, u32 at_v6)
{
	const unsigned char *header = skb_network_header(skb);
	wmk_address_t out = {};
	__be32 v4;

	switch (wmk_packet_family(skb)) {
	case AF_INET:
		wmk_read_bytes(&v4, sizeof(v4), header + at_v4);
		wmk_map_address(&out, v4);
		break;
	case AF_INET6:
		wmk_read_bytes(&out, sizeof(out), header + at_v6);
		break;
	}
	memcpy(to, &out, size);
}

static wmk_unused void wmk_fill_source(void *to, u32 size, struct sk_buff *skb)
{
	wmk_fill_ip(to, size, skb, 12, 8);
}

static wmk_unused void wmk_fill_destination(void *to, u32 size, struct sk_buff *skb)
{
	wmk_fill_ip(to, size, skb, 16, 24);
}

/* Received, so that the buffer begins with the header of TCP. */
static wmk_unused bool wmk_has_tcp(struct sk_buff *skb)
{
	return skb_headlen(skb) >= WMK_TCP_HEADER;
}

static wmk_unused u32 wmk_tcp_payload(struct sk_buff *skb)
{
	u32 header = (wmk_byte(wmk_data(skb) + 12) >> 4) * 4;

	return skb->len > header ? skb->len - header : 0;
}

/* About to be sent, with the header of IP already there and that of UDP still empty. */

#define wmk_flow_port(flow)	ntohs((flow)->uli.ports.dport)

/* How many bytes of the question there are, behind the headers of UDP and DNS. */
static wmk_unused int wmk_question_bytes(struct sk_buff *skb)
{
	return (int)skb_headlen(skb) - skb_transport_offset(skb) - WMK_UDP_HEADER - WMK_DNS_HEADER;
}

static wmk_unused const unsigned char *wmk_dns(struct sk_buff *skb)
{
	return skb_transport_header(skb) + WMK_UDP_HEADER;
}

#define WMK_DNS_PORT		53
#define WMK_DNS_RESPONSE	0x80

static wmk_unused bool wmk_is_dns_query(struct sk_buff *skb, u16 port)
{
	const unsigned char *dns = wmk_dns(skb);

	return port == WMK_DNS_PORT && wmk_question_bytes(skb) > 0 &&
	       !(wmk_byte(dns + 2) & WMK_DNS_RESPONSE) && wmk_be16(dns + 4) > 0;
}

#define WMK_DNS_NAME_BYTES	255
#define WMK_DNS_LABEL_BYTES	63

/*
 * A name is labels, each behind a byte with its length, up to an empty one:
 * returns where in the question that is. In the text, where there is one, which
 * is the question without its first byte, lengths become dots.
 */
static wmk_unused u32 wmk_walk_labels(const unsigned char *question, u32 bytes, char *text)
{
	u32 at = 0;
	u8 length;

	while (at < bytes && at < WMK_DNS_NAME_BYTES) {
		length = wmk_byte(question + at);
		if (length > WMK_DNS_LABEL_BYTES)
			length = 0;
		if (text && at)
			text[at - 1] = length ? '.' : '\0';
		if (!length)
			break;
		at += 1 + length;
	}
	return at;
}

static wmk_unused void wmk_fill_dns_name(char *to, u32 size, struct sk_buff *skb)
{
	const unsigned char *question = wmk_dns(skb) + WMK_DNS_HEADER;
	int bytes = wmk_question_bytes(skb) - 1;

	to[0] = '\0';
	if (bytes <= 0 || !wmk_byte(question))
		return;
	if (bytes > (int)size - 1)
		bytes = size - 1;
	wmk_read_bytes(to, bytes, question + 1);
	to[bytes] = '\0';
	wmk_walk_labels(question, bytes + 1, to);
}

/* Behind the name. */
static wmk_unused u16 wmk_dns_type(struct sk_buff *skb)
{
	const unsigned char *question = wmk_dns(skb) + WMK_DNS_HEADER;
	u32 bytes = wmk_question_bytes(skb);
	u32 at = wmk_walk_labels(question, bytes, NULL);

	return at + 3 > bytes ? 0 : wmk_be16(question + at + 1);
}

#endif /* WMK_EVENTS_NET_STAP_H */
