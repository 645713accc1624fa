// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * print_address.c - sixteen bytes -> an IPv6 address, or the IPv4 address
 * that is mapped into it
 */
#include <arpa/inet.h>
#include <string.h>

#include "print.h"

void print_address(FILE *to, const __u8 *address)
{
	static const __u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
	char text[INET6_ADDRSTRLEN];

	if (memcmp(address, mapped, sizeof(mapped)))
		inet_ntop(AF_INET6, address, text, sizeof(text));
	else
		inet_ntop(AF_INET, address + sizeof(mapped), text,
			  sizeof(text));
	fputs(text, to);
}
