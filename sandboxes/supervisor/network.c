/*
 * The network of a jail: a namespace with nothing but loopback, on which 198.18.0.0/15 (RFC 2544, for benchmarks) stands
 * for the whole internet. Names are answered here; connections are taken by relay.c.
 */
#include "supervisor.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define GATEWAY 0xc6120001U  /* 198.18.0.1 */
#define NETWORK 0xc6120000U
#define NETWORK_BITS 15
#define MAX_NAMES 512
#define NAME_BYTES 254

static struct {
	char name[NAME_BYTES];
	uint32_t address;
} names[MAX_NAMES];
static size_t name_count;

static int write_text(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return -1;
	ssize_t written = write(file, text, strlen(text));
	close(file);
	return written == (ssize_t)strlen(text) ? 0 : -1;
}

static int enter_namespace(struct run *run)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();
	if (uid == 0) {
		if (unshare(CLONE_NEWNET) != 0)
			return fail(run, "network-namespace", "%s", strerror(errno));
		return 0;
	}
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return fail(run, "user-namespace", "%s (does the host allow unprivileged user namespaces?)", strerror(errno));
	char map[64];
	write_text("/proc/self/setgroups", "deny");
	snprintf(map, sizeof map, "%u %u 1", uid, uid);
	if (write_text("/proc/self/uid_map", map) != 0)
		return fail(run, "user-namespace", "uid_map: %s", strerror(errno));
	snprintf(map, sizeof map, "%u %u 1", gid, gid);
	if (write_text("/proc/self/gid_map", map) != 0)
		return fail(run, "user-namespace", "gid_map: %s", strerror(errno));
	return 0;
}

static int loopback_up(struct run *run, int socket_file)
{
	struct ifreq request;
	memset(&request, 0, sizeof request);
	memcpy(request.ifr_name, "lo", 3);
	request.ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
	if (ioctl(socket_file, SIOCSIFFLAGS, &request) != 0)
		return fail(run, "loopback", "%s", strerror(errno));
	/* An alias; its prefix makes the kernel take every address of the network as local. */
	memcpy(request.ifr_name, "lo:1", 5);
	struct sockaddr_in *address = (struct sockaddr_in *)(void *)&request.ifr_addr;
	address->sin_family = AF_INET;
	address->sin_addr.s_addr = htonl(GATEWAY);
	if (ioctl(socket_file, SIOCSIFADDR, &request) != 0)
		return fail(run, "loopback-address", "%s", strerror(errno));
	address->sin_addr.s_addr = htonl(~0U << (32 - NETWORK_BITS));
	if (ioctl(socket_file, SIOCSIFNETMASK, &request) != 0)
		return fail(run, "loopback-netmask", "%s", strerror(errno));
	return 0;
}

static void put_attribute(struct nlmsghdr *message, unsigned short type, const void *bytes, size_t length)
{
	struct rtattr *attribute = (struct rtattr *)(void *)((char *)message + NLMSG_ALIGN(message->nlmsg_len));
	attribute->rta_type = type;
	attribute->rta_len = (unsigned short)RTA_LENGTH(length);
	memcpy(RTA_DATA(attribute), bytes, length);
	message->nlmsg_len = (uint32_t)(NLMSG_ALIGN(message->nlmsg_len) + RTA_ALIGN(attribute->rta_len));
}

/*
 * Acknowledge at once on this local network. Otherwise Nagle's algorithm and the delayed acknowledgement make both ends
 * sleep on a 40 ms timer of the kernel, which looks like everybody waiting for good.
 */
static int acknowledge_at_once(struct run *run, uint32_t network, unsigned char bits)
{
	union {
		struct nlmsghdr header;
		char bytes[512];
	} request;
	memset(&request, 0, sizeof request);
	request.header.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg));
	request.header.nlmsg_type = RTM_NEWROUTE;
	request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_REPLACE | NLM_F_ACK;
	struct rtmsg *route = NLMSG_DATA(&request.header);
	route->rtm_family = AF_INET;
	route->rtm_dst_len = bits;
	route->rtm_table = RT_TABLE_LOCAL;
	route->rtm_protocol = RTPROT_KERNEL;
	route->rtm_scope = RT_SCOPE_HOST;
	route->rtm_type = RTN_LOCAL;
	uint32_t destination = htonl(network);
	int device = (int)if_nametoindex("lo");
	put_attribute(&request.header, RTA_DST, &destination, sizeof destination);
	put_attribute(&request.header, RTA_OIF, &device, sizeof device);
	struct {
		struct rtattr header;
		uint32_t one;
	} metric = {{RTA_LENGTH(sizeof(uint32_t)), RTAX_QUICKACK}, 1};
	put_attribute(&request.header, RTA_METRICS, &metric, sizeof metric);

	int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char rest[512];
	} reply;
	memset(&reply, 0, sizeof reply);
	ssize_t sent = file < 0 ? -1 : send(file, &request, request.header.nlmsg_len, 0);
	ssize_t received = sent < 0 ? -1 : recv(file, &reply, sizeof reply, 0);
	if (file >= 0)
		close(file);
	if (received < 0 || reply.error.error != 0)
		return fail(run, "loopback-route", "%s", strerror(received < 0 ? errno : -reply.error.error));
	return 0;
}

static int listen_on(struct run *run, int type, uint16_t port)
{
	int file = socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	address.sin_addr.s_addr = htonl(GATEWAY);
	if (file < 0 || bind(file, (struct sockaddr *)&address, sizeof address) != 0 ||
	    (type == SOCK_STREAM && listen(file, MAX_CONNECTIONS) != 0))
		return fail(run, type == SOCK_STREAM ? "gateway" : "name-server", "%s", strerror(errno));
	return file;
}

int network_create(struct run *run)
{
	if (enter_namespace(run) != 0)
		return -1;
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int result = control < 0 ? fail(run, "loopback", "%s", strerror(errno)) : loopback_up(run, control);
	if (control >= 0)
		close(control);
	if (result != 0 || acknowledge_at_once(run, NETWORK, NETWORK_BITS) != 0 ||
	    acknowledge_at_once(run, 0x7f000000U, 8) != 0)
		return -1;
	run->dns_file = listen_on(run, SOCK_DGRAM, 53);
	run->gateway_file = listen_on(run, SOCK_STREAM, 0);
	if (run->dns_file < 0 || run->gateway_file < 0)
		return -1;
	struct sockaddr_in address;
	socklen_t length = sizeof address;
	getsockname(run->gateway_file, (struct sockaddr *)&address, &length);
	run->gateway_port = ntohs(address.sin_port);
	run->epoll_file = epoll_create1(EPOLL_CLOEXEC);
	if (run->epoll_file < 0)
		return fail(run, "epoll", "%s", strerror(errno));
	return 0;
}

const char *network_name_of(uint32_t address)
{
	for (size_t i = 0; i < name_count; i++) {
		if (names[i].address == address)
			return names[i].name;
	}
	return NULL;
}

/* The same name has the same address in every run: a hash, moved on where two names meet. 0 when the table is full. */
static uint32_t address_of(const char *name)
{
	for (size_t i = 0; i < name_count; i++) {
		if (strcmp(names[i].name, name) == 0)
			return names[i].address;
	}
	if (name_count == MAX_NAMES)
		return 0;
	uint32_t hash = 2166136261U; /* FNV-1a */
	for (const char *c = name; *c; c++)
		hash = (hash ^ (uint8_t)*c) * 16777619U;
	uint32_t host = hash & 0x1ffff;
	while (host < 256 || network_name_of(NETWORK | host))
		host = (host + 1) & 0x1ffff;
	snprintf(names[name_count].name, NAME_BYTES, "%s", name);
	names[name_count].address = NETWORK | host;
	return names[name_count++].address;
}

/* Reads the name of the only question; returns the length of the question with type and class, or 0. */
static size_t read_question(const uint8_t *packet, size_t length, char *name)
{
	size_t at = 12, to = 0;
	while (at < length && packet[at] != 0) {
		size_t label = packet[at];
		if (label > 63 || at + label >= length || to + label + 1 >= NAME_BYTES)
			return 0;
		if (to > 0)
			name[to++] = '.';
		for (size_t i = 1; i <= label; i++)
			name[to++] = packet[at + i] == 0 ? '?' : (char)tolower(packet[at + i]);
		at += label + 1;
	}
	name[to] = '\0';
	return at + 5 <= length ? at + 5 - 12 : 0;
}

static bool name_exists(const char *name)
{
	size_t length = strlen(name);
	if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != length)
		return false;
	return strchr(name, '.') != NULL && (length < 8 || strcmp(name + length - 8, ".invalid") != 0) &&
	       (length < 5 || strcmp(name + length - 5, ".arpa") != 0);
}

static size_t answer_packet(uint8_t *packet, size_t length, size_t room)
{
	char name[NAME_BYTES];
	size_t question = length < 17 ? 0 : read_question(packet, length, name);
	if (question == 0)
		return 0;
	unsigned type = (unsigned)packet[12 + question - 4] << 8 | packet[12 + question - 3];
	uint32_t address = name_exists(name) ? address_of(name) : 0;
	packet[2] = 0x84 | (packet[2] & 1); /* answer, authoritative, recursion as asked */
	packet[3] = address ? 0x80 : 0x83;  /* recursion available; no such name */
	memset(packet + 6, 0, 6);           /* no answers yet, no authority, no extras */
	size_t end = 12 + question;
	if (!address || type != 1 || end + 16 > room)
		return end;
	packet[7] = 1;
	static const uint8_t record[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4};
	memcpy(packet + end, record, sizeof record);
	uint32_t network_order = htonl(address);
	memcpy(packet + end + sizeof record, &network_order, 4);
	return end + 16;
}

void network_answer_names(struct run *run)
{
	uint8_t packet[1024];
	struct sockaddr_in peer;
	for (;;) {
		socklen_t peer_length = sizeof peer;
		ssize_t length =
			recvfrom(run->dns_file, packet, sizeof packet, 0, (struct sockaddr *)&peer, &peer_length);
		if (length < 0)
			return;
		run->activity++;
		size_t reply = answer_packet(packet, (size_t)length, sizeof packet);
		if (reply > 0)
			sendto(run->dns_file, packet, reply, 0, (struct sockaddr *)&peer, peer_length);
	}
}
