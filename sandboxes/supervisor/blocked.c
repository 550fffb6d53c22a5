/* What a task waits on, by the system call in which it was last seen; and, for a deadlock, who waits on what. */
#include "supervisor.h"

#include <poll.h>
#include <stdio.h>
#include <sys/syscall.h>

static enum wait_target descriptor_target(const struct task *task, int descriptor)
{
	if (trace_descriptor_inode(task, descriptor, "pipe") != 0)
		return ON_PIPE;
	return trace_descriptor_inode(task, descriptor, "socket") != 0 ? ON_SOCKET : ON_IO;
}

/*
 * A poll of a single descriptor is a read or write with a timeout (so CPython's sockets do it after settimeout), and blocks
 * the thread as one without does. An event loop has at least one descriptor more, to be woken by.
 */
enum wait_target blocked_on_poll(const struct task *task, uint64_t entries, uint64_t count)
{
	struct pollfd only;
	if (count != 1 || trace_read(task, entries, &only, sizeof only) != sizeof only)
		return ON_POLL;
	enum wait_target target = descriptor_target(task, only.fd);
	return target == ON_IO ? ON_POLL : target;
}

enum wait_target blocked_on(const struct task *task)
{
	switch (task->seen_syscall) {
	case SYS_futex:
		return ON_LOCK;
	case SYS_read:
	case SYS_readv:
	case SYS_write:
	case SYS_writev:
		return descriptor_target(task, (int)task->seen_arguments[0]);
	case SYS_recvfrom:
	case SYS_recvmsg:
	case SYS_sendto:
	case SYS_sendmsg:
	case SYS_accept:
	case SYS_accept4:
	case SYS_connect:
		return ON_SOCKET;
	case SYS_wait4:
	case SYS_waitid:
	case SYS_vfork:
	case SYS_clone:
		return ON_CHILD;
	case SYS_pause:
	case SYS_rt_sigsuspend:
	case SYS_rt_sigtimedwait:
		return ON_SIGNAL;
	case SYS_poll:
	case SYS_ppoll:
		return blocked_on_poll(task, task->seen_arguments[0], task->seen_arguments[1]);
	case SYS_select:
	case SYS_pselect6:
	case SYS_epoll_wait:
	case SYS_epoll_pwait:
	case SYS_epoll_pwait2:
		return ON_POLL;
	case SYS_flock:
	case SYS_fcntl:
		return ON_IO;
	default:
		return ON_OTHER;
	}
}

void blocked_list(struct run *run)
{
	static const char *const details[] = {
		[ON_NOTHING] = "running",
		[ON_SLEEP] = "sleeping",
		[ON_LOCK] = "waiting for a lock, a queue, or another thread to end (futex)",
		[ON_IO] = "waiting for a file",
		[ON_POLL] = "waiting for any of several descriptors (poll)",
		[ON_PIPE] = "waiting for data on a pipe",
		[ON_SOCKET] = "waiting for a socket",
		[ON_CHILD] = "waiting for a child process to end",
		[ON_SIGNAL] = "waiting for a signal",
		[ON_START] = "not started yet",
		[ON_OTHER] = "waiting in the kernel",
	};
	size_t used = 0;
	FOR_EACH_TASK(run, task) {
		if (task->lane < 0)
			continue;
		enum wait_target on = blocked_on(task);
		int length = snprintf(run->blocked_json + used, sizeof run->blocked_json - used,
				      "%s{\"lane\":%d,\"on\":\"%s\",\"detail\":\"%s\"}", used ? "," : "", task->lane,
				      target_name(on), details[on]);
		if (length < 0 || used + (size_t)length >= sizeof run->blocked_json) {
			run->blocked_json[used] = '\0';
			return;
		}
		used += (size_t)length;
	}
}
