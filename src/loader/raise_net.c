// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * raise_net.c - events of sockets, in a network where nobody else is
 */
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "raise.h"

#define DNS_PORT	53

/* A network of its own, in which there is the loopback only. */
static const char *enter_network(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd;

	if (unshare(CLONE_NEWNET))
		return "unshare";
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return "socket";
	request.ifr_flags = IFF_UP;
	if (ioctl(fd, SIOCSIFFLAGS, &request))
		return "the loopback";
	close(fd);
	return NULL;
}

const char *talk_to_itself(const struct stage *stage)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);
	const char *failed = enter_network();
	int server, client, accepted;

	(void)stage;
	if (failed)
		return failed;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (server < 0 || client < 0)
		return "socket";
	if (bind(server, (struct sockaddr *)&address, sizeof(address)))
		return "bind";
	if (listen(server, 1))
		return "listen";
	if (getsockname(server, (struct sockaddr *)&address, &length) ||
	    connect(client, (struct sockaddr *)&address, sizeof(address)))
		return "connect";
	accepted = accept(server, NULL, NULL);
	if (accepted < 0)
		return "accept";
	return write(client, "wmkload", 7) == 7 ? NULL : "write";
}

/* A question of type A for "localhost", as RFC 1035 writes it. */
static const unsigned char question[] = {
	0x77, 0x6d, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0,
	9, 'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't', 0,
	0, 1, 0, 1,
};

const char *ask_for_name(const struct stage *stage)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(DNS_PORT),
	};
	const char *failed = enter_network();
	int fd;

	(void)stage;
	if (failed)
		return failed;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return "socket";
	return sendto(fd, question, sizeof(question), 0,
		      (struct sockaddr *)&address, sizeof(address)) < 0 ? "sendto" : NULL;
}
