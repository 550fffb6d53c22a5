/* Frames between the supervisor and the stand-in internet (sandboxes/protocol.ts, part 3). */
#include "frames.h"
#include "supervisor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* How long the stand-in internet may take to write its last records. */
#define FINISH_NS (5 * NS_PER_S)
/* It always reads; one that does not for this long is broken. */
#define SEND_S 10

/* The other side hangs up after its last answer; before that, it is lost. */
static bool finishing;
static uint8_t input[FRAME_HEADER_BYTES + FRAME_PAYLOAD_MAX];
static size_t input_length;

static void put32(uint8_t *to, uint32_t value)
{
	memcpy(to, &value, sizeof value); /* x86-64 is little-endian, as the protocol */
}

static int send_all(int file, const uint8_t *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = send(file, bytes, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return -1;
		bytes += sent;
		length -= (size_t)sent;
	}
	return 0;
}

static int send_frame(struct run *run, uint32_t type, uint32_t number, uint32_t lane, const void *bytes, size_t length)
{
	uint8_t header[FRAME_HEADER_BYTES];
	put32(header, (uint32_t)length);
	put32(header + 4, type);
	put32(header + 8, number);
	put32(header + 12, lane);
	memcpy(header + 16, &run->now, sizeof run->now);
	if (send_all(run->bridge_file, header, sizeof header) != 0 || send_all(run->bridge_file, bytes, length) != 0)
		return fail(run, "internet-send", "%s", strerror(errno));
	return 0;
}

/* Connected at the first use: most runs never need it. */
static int bridge_open(struct run *run)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (run->bridge_tried)
		return -1;
	run->bridge_tried = true;
	if (strlen(run->options.internet) >= sizeof address.sun_path)
		return fail(run, "internet-connect", "path too long: %s", run->options.internet);
	strcpy(address.sun_path, run->options.internet);
	int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (file < 0 || connect(file, (struct sockaddr *)&address, sizeof address) != 0) {
		int error = errno;
		if (file >= 0)
			close(file);
		return fail(run, "internet-connect", "%s: %s", run->options.internet, strerror(error));
	}
	struct timeval patience = {.tv_sec = SEND_S};
	setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	run->bridge_file = file;
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = &run->bridge_file};
	epoll_ctl(run->epoll_file, EPOLL_CTL_ADD, file, &event);
	return send_frame(run, FRAME_HELLO, 0, 0, run->options.hello, strlen(run->options.hello));
}

int bridge_send(struct run *run, uint32_t type, uint32_t number, uint32_t lane, const void *bytes, size_t length)
{
	if (run->bridge_file < 0 && bridge_open(run) != 0)
		return -1;
	return send_frame(run, type, number, lane, bytes, length);
}

static void handle_frame(struct run *run, uint32_t type, uint32_t number, uint64_t time, const uint8_t *bytes,
			 size_t length)
{
	if (type == FRAME_IDLE) {
		if (number == run->sync_token) {
			run->bridge_idle = true;
			run->bridge_deadline = time;
		}
	} else if (type == FRAME_RECORD) {
		run->activity++;
		record_raw(run, bytes, length);
	} else {
		relay_from_internet(run, type, number, bytes, length);
	}
}

static void handle_input(struct run *run)
{
	size_t at = 0;
	while (input_length - at >= FRAME_HEADER_BYTES) {
		uint32_t length, type, number;
		uint64_t time;
		memcpy(&length, input + at, sizeof length);
		memcpy(&type, input + at + 4, sizeof type);
		memcpy(&number, input + at + 8, sizeof number);
		memcpy(&time, input + at + 16, sizeof time);
		if (length > FRAME_PAYLOAD_MAX) {
			fail(run, "internet-frame", "%u bytes of payload", length);
			return;
		}
		if (input_length - at < FRAME_HEADER_BYTES + length)
			break;
		handle_frame(run, type, number, time, input + at + FRAME_HEADER_BYTES, length);
		at += FRAME_HEADER_BYTES + length;
	}
	input_length -= at;
	memmove(input, input + at, input_length);
}

void bridge_read(struct run *run)
{
	while (run->bridge_file >= 0) {
		ssize_t count =
			recv(run->bridge_file, input + input_length, sizeof input - input_length, MSG_DONTWAIT);
		if (count < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (count <= 0) {
			if (!finishing || !run->bridge_idle)
				fail(run, "internet-lost", "%s", count == 0 ? "it hung up" : strerror(errno));
			close(run->bridge_file);
			run->bridge_file = -1;
			return;
		}
		input_length += (size_t)count;
		handle_input(run);
	}
}

/* The run is over: collects the records of what was still open. */
void bridge_finish(struct run *run)
{
	if (run->bridge_file < 0)
		return;
	uint64_t give_up = real_ns() + FINISH_NS;
	finishing = true;
	run->bridge_idle = false;
	run->sync_token++;
	if (send_frame(run, FRAME_FINISH, 0, 0, NULL, 0) != 0 ||
	    send_frame(run, FRAME_SYNC, run->sync_token, 0, NULL, 0) != 0)
		return;
	while (!run->bridge_idle && run->bridge_file >= 0) {
		struct epoll_event event;
		uint64_t now = real_ns();
		if (now >= give_up) {
			fail(run, "internet-finish", "no answer");
			return;
		}
		epoll_wait(run->epoll_file, &event, 1, 1);
		bridge_read(run);
	}
}
