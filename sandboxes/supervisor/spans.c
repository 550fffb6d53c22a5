#include "supervisor.h"

#include <poll.h>

/* Running for less than this between two waits is not drawn: it is the cost of the call itself. */
#define SHORTEST_RUNNING_NS 1000

void span_close(struct run *run, struct task *task, enum span_end ended)
{
	uint64_t length = run->now - task->span_start;
	if (run->started && length > 0 && (task->span_kind != SPAN_RUNNING || length >= SHORTEST_RUNNING_NS))
		record_span(run, task->lane, task->span_kind, task->span_on, task->span_start, run->now, ended);
	task->span_start = run->now;
}

void span_set(struct run *run, struct task *task, enum span_kind kind, enum wait_target on, enum span_end ended)
{
	if (task->lane < 0 || (task->span_kind == kind && task->span_on == on))
		return;
	span_close(run, task, ended);
	task->span_kind = kind;
	task->span_on = on;
}

enum wait_target span_descriptor_target(const struct task *task, int descriptor)
{
	if (trace_descriptor_inode(task, descriptor, "pipe") != 0)
		return ON_PIPE;
	return trace_descriptor_inode(task, descriptor, "socket") != 0 ? ON_SOCKET : ON_IO;
}

/*
 * A poll of a single descriptor is a read or write with a timeout (so CPython's sockets do it after settimeout), and blocks
 * the thread as one without does. An event loop has at least one descriptor more, to be woken by.
 */
enum wait_target span_poll_target(const struct task *task, uint64_t entries, uint64_t count)
{
	struct pollfd only;
	if (count != 1 || trace_read(task, entries, &only, sizeof only) != sizeof only)
		return ON_POLL;
	enum wait_target target = span_descriptor_target(task, only.fd);
	return target == ON_IO ? ON_POLL : target;
}
