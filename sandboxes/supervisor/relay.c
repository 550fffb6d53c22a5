/*
 * Connections of the program to the stand-in internet. The supervisor makes them on the program's behalf: at the stop of
 * connect(2) it takes the socket, connects it to its own gateway whatever address was asked for, and answers the call. So
 * any address and port works, and the lane that asked is known for sure.
 */
#include "frames.h"
#include "supervisor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>


/* To ourselves over loopback: at once, or never. */
#define CONNECT_MS 50

static struct connection *find(struct run *run, uint32_t number)
{
	FOR_EACH_CONNECTION(run, connection) {
		if (connection->number == number)
			return connection;
	}
	return NULL;
}

static void forget(struct connection *connection)
{
	if (connection->descriptor >= 0)
		close(connection->descriptor);
	free(connection->pending);
	memset(connection, 0, sizeof *connection);
}

static void watch(struct run *run, struct connection *connection)
{
	struct epoll_event event = {.data.ptr = connection};
	if (!connection->from_client_ended)
		event.events |= EPOLLIN;
	if (connection->pending_length > 0)
		event.events |= EPOLLOUT;
	epoll_ctl(run->epoll_file, EPOLL_CTL_MOD, connection->descriptor, &event);
}

static bool goes_to_internet(const struct sockaddr_in *address, socklen_t length)
{
	if (length < sizeof *address || address->sin_family != AF_INET)
		return false;
	uint32_t host = ntohl(address->sin_addr.s_addr);
	return host >> 24 != 127 && host != 0;
}

static int open_connection(struct run *run, const struct task *task, int socket_file, const struct sockaddr_in *asked)
{
	struct connection *connection = NULL;
	for (size_t i = 0; i < MAX_CONNECTIONS && !connection; i++) {
		if (!run->connections[i].used)
			connection = &run->connections[i];
	}
	struct sockaddr_in own;
	socklen_t own_length = sizeof own;
	struct stat status;
	if (!connection || getsockname(socket_file, (struct sockaddr *)&own, &own_length) != 0 ||
	    fstat(socket_file, &status) != 0)
		return -1;
	*connection = (struct connection){.used = true,
					  .descriptor = -1,
					  .number = run->next_connection++,
					  .client_port = ntohs(own.sin_port),
					  .lane = (uint32_t)task->lane,
					  .inode = status.st_ino};
	char json[512], address[INET_ADDRSTRLEN], host[300] = "null";
	inet_ntop(AF_INET, &asked->sin_addr, address, sizeof address);
	const char *name = network_name_of(ntohl(asked->sin_addr.s_addr));
	if (name && strpbrk(name, "\"\\") == NULL)
		snprintf(host, sizeof host, "\"%s\"", name);
	int length = snprintf(json, sizeof json, "{\"host\":%s,\"address\":\"%s\",\"port\":%u}", host, address,
			      ntohs(asked->sin_port));
	return bridge_send(run, FRAME_OPEN, connection->number, connection->lane, json, (size_t)length);
}

/*
 * Connects without ever blocking the supervisor: the program can make its socket one whose packets the gateway drops. Its
 * own flag decides what it sees: a socket that blocks is connected or fails, another may still be under way.
 */
static int connect_soon(int socket_file, const struct sockaddr_in *gateway)
{
	int flags = fcntl(socket_file, F_GETFL);
	fcntl(socket_file, F_SETFL, flags | O_NONBLOCK);
	int result = connect(socket_file, (const struct sockaddr *)gateway, sizeof *gateway) == 0 ? 0 : -errno;
	fcntl(socket_file, F_SETFL, flags);
	if (result != -EINPROGRESS || flags & O_NONBLOCK)
		return result;
	struct pollfd ready = {.fd = socket_file, .events = POLLOUT};
	int error = ETIMEDOUT;
	socklen_t length = sizeof error;
	if (poll(&ready, 1, CONNECT_MS) == 1)
		getsockopt(socket_file, SOL_SOCKET, SO_ERROR, &error, &length);
	return -error;
}

void relay_connect(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	struct sockaddr_in asked;
	size_t length = regs->rdx < sizeof asked ? regs->rdx : sizeof asked;
	if (trace_read(task, regs->rsi, &asked, length) != length || !goes_to_internet(&asked, (socklen_t)length))
		return;
	int socket_file = trace_steal_descriptor(task, (int)regs->rdi);
	int type = 0;
	socklen_t type_length = sizeof type;
	if (socket_file < 0)
		return;
	if (getsockopt(socket_file, SOL_SOCKET, SO_TYPE, &type, &type_length) != 0 || type != SOCK_STREAM) {
		close(socket_file);
		return;
	}
	if (!run->options.internet) {
		trace_fake_result(task, regs, -ENETUNREACH);
		close(socket_file);
		return;
	}
	struct sockaddr_in gateway = {.sin_family = AF_INET, .sin_port = htons(run->gateway_port)};
	gateway.sin_addr.s_addr = htonl(0xc6120001U);
	int result = connect_soon(socket_file, &gateway);
	if (result == 0 || result == -EINPROGRESS) {
		int on = 1;
		setsockopt(socket_file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		if (open_connection(run, task, socket_file, &asked) != 0 && run->outcome == OUTCOME_NONE)
			result = -ECONNREFUSED; /* more connections at once than a lesson needs */
	}
	close(socket_file);
	trace_fake_result(task, regs, result);
	relay_accept(run);
}

/* Bytes are about to be sent on a socket: a connection that is kept alive may be used by another lane now. */
void relay_sent_by(struct run *run, const struct task *task, int descriptor)
{
	if (run->next_connection == 0)
		return;
	uint64_t inode = trace_descriptor_inode(task, descriptor, "socket");
	FOR_EACH_CONNECTION(run, connection) {
		if (inode != 0 && connection->inode == inode)
			connection->lane = (uint32_t)task->lane;
	}
}

void relay_accept(struct run *run)
{
	for (;;) {
		struct sockaddr_in peer;
		socklen_t length = sizeof peer;
		int file = accept4(run->gateway_file, (struct sockaddr *)&peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (file < 0)
			return;
		run->activity++;
		struct connection *connection = NULL;
		FOR_EACH_CONNECTION(run, one) {
			if (one->descriptor < 0 && one->client_port == ntohs(peer.sin_port))
				connection = one;
		}
		if (!connection) {
			close(file); /* nobody of ours: the program found the gateway's own port */
			continue;
		}
		int on = 1;
		setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		connection->descriptor = file;
		struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
		epoll_ctl(run->epoll_file, EPOLL_CTL_ADD, file, &event);
	}
}

static void flush_pending(struct run *run, struct connection *connection)
{
	while (connection->pending_length > 0) {
		ssize_t sent = send(connection->descriptor, connection->pending + connection->pending_start,
				    connection->pending_length, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (sent <= 0)
			break;
		run->activity++;
		connection->pending_start += (size_t)sent;
		connection->pending_length -= (size_t)sent;
	}
	if (connection->pending_length == 0) {
		free(connection->pending);
		connection->pending = NULL;
		connection->pending_start = 0;
	}
	if (connection->pending_length == 0 && connection->to_client_ended)
		shutdown(connection->descriptor, SHUT_WR);
	watch(run, connection);
}

static void end_of_connection(struct run *run, struct connection *connection)
{
	if (!connection->over)
		bridge_send(run, FRAME_RESET, connection->number, 0, NULL, 0);
	run->activity++;
	forget(connection);
}

void relay_event(struct run *run, struct connection *connection, uint32_t events)
{
	static uint8_t bytes[FRAME_PAYLOAD_MAX];
	run->activity++;
	while (events & EPOLLIN && !connection->from_client_ended) {
		ssize_t length = recv(connection->descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
		if (length > 0) {
			bridge_send(run, FRAME_DATA, connection->number, connection->lane, bytes, (size_t)length);
			continue;
		}
		if (length == 0) {
			connection->from_client_ended = true;
			bridge_send(run, FRAME_END, connection->number, 0, NULL, 0);
			watch(run, connection);
		} else if (errno != EAGAIN && errno != EINTR) {
			end_of_connection(run, connection);
			return;
		}
		break;
	}
	if (events & EPOLLERR || (events & EPOLLHUP && connection->from_client_ended)) {
		/* Both directions are over, or the program closed with something unread. */
		connection->over = connection->from_client_ended && connection->to_client_ended &&
				   connection->pending_length == 0 && !(events & EPOLLERR);
		end_of_connection(run, connection);
		return;
	}
	if (events & EPOLLOUT)
		flush_pending(run, connection);
}

static void append(struct connection *connection, const uint8_t *bytes, size_t length)
{
	size_t end = connection->pending_start + connection->pending_length;
	uint8_t *grown = realloc(connection->pending, end + length);
	if (!grown)
		return;
	memcpy(grown + end, bytes, length);
	connection->pending = grown;
	connection->pending_length += length;
}

void relay_from_internet(struct run *run, uint32_t type, uint32_t number, const uint8_t *bytes, size_t length)
{
	struct connection *connection = find(run, number);
	run->activity++;
	if (!connection || connection->descriptor < 0)
		return; /* the program closed it in the meantime */
	if (type == FRAME_DATA) {
		append(connection, bytes, length);
		flush_pending(run, connection);
	} else if (type == FRAME_END) {
		connection->to_client_ended = true;
		flush_pending(run, connection);
	} else if (type == FRAME_RESET) {
		struct linger now = {.l_onoff = 1, .l_linger = 0};
		setsockopt(connection->descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
		forget(connection);
	}
}

bool relay_is_stuck(struct run *run)
{
	FOR_EACH_CONNECTION(run, connection) {
		if (connection->pending_length > 0)
			return true;
	}
	return false;
}
