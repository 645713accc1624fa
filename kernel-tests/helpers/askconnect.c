// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * askconnect.c - what a program does on the network, one after the other, in one
 * process:
 *
 *	askconnect ask		sends a question for example.org to 127.0.0.1
 *	askconnect 11		waits for 11 s
 *	askconnect 192.0.2.7	begins to connect to port 80 there, to no avail
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sockaddr_in place(const char *address, int port)
{
	struct sockaddr_in place = { .sin_family = AF_INET, .sin_port = htons(port) };

	if (inet_pton(AF_INET, address, &place.sin_addr) != 1)
		errx(2, "%s: expected ask, seconds or an address", address);
	return place;
}

static void ask(void)
{
	/* Number 1, recursion desired, one question: type A, class IN. */
	static const char question[] = "\0\1\1\0\0\1\0\0\0\0\0\0\7example\3org\0\0\1\0\1";
	struct sockaddr_in server = place("127.0.0.1", 53);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0 || sendto(fd, question, sizeof(question) - 1, 0, (void *)&server, sizeof(server)) < 0)
		err(1, "ask");
	close(fd);
}

static void connect_to(const char *address)
{
	struct sockaddr_in server = place(address, 80);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (fd < 0)
		err(1, "socket");
	if (!connect(fd, (void *)&server, sizeof(server)))
		errx(1, "%s has answered", address);
	close(fd);
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "ask"))
			ask();
		else if (!strchr(argv[i], '.'))
			sleep(atoi(argv[i]));
		else
			connect_to(argv[i]);
	}
	return 0;
}
