/*
 * SO_RCVTIMEO and SO_SNDTIMEO: the kernel itself ends the calls on such a socket after a time, of real time. So it is given
 * a limit far beyond every run, in which ours is hidden: its sockets keep it for us, through dup, fork and accept.
 *
 * The calls concerned are too many for the filter to stop on, as every read is one of them. They are found where tasks are
 * looked at anyway (quiet.c): one that sleeps in such a call, and has not run since, still makes the same call. Programs
 * that set no such limit, which is nearly all, pay nothing.
 */
#include "supervisor.h"

#include <errno.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#define MICROSECONDS_PER_S 1000000
/* A kernel's limit of this many seconds and n more is one of n microseconds: 30 million years, which every kernel takes. */
#define HIDDEN_FROM_S INT64_C(1000000000000000)
#define LONGEST_S INT64_C(100000000)
/* Inside the kernel: "restart, unless a handler runs" (include/linux/errno.h). */
#define ERESTARTNOHAND 514

enum direction { RECEIVE, SEND, NEITHER };

static int option_of(enum direction direction)
{
	return direction == SEND ? SO_SNDTIMEO : SO_RCVTIMEO;
}

static enum direction direction_of(const struct task *task)
{
	switch (task->seen_syscall) {
	case SYS_read:
	case SYS_readv:
	case SYS_recvfrom:
	case SYS_recvmsg:
	case SYS_recvmmsg:
	case SYS_accept:
	case SYS_accept4:
		return RECEIVE;
	case SYS_write:
	case SYS_writev:
	case SYS_sendto:
	case SYS_sendmsg:
	case SYS_sendmmsg:
	case SYS_connect:
		return SEND;
	default:
		return NEITHER;
	}
}

/* 0: none. */
static uint64_t limit_of(const struct task *task, int descriptor, enum direction direction)
{
	struct timeval limit = {0};
	socklen_t length = sizeof limit;
	int copy = trace_steal_descriptor(task, descriptor);
	if (copy < 0)
		return 0;
	bool known = getsockopt(copy, SOL_SOCKET, option_of(direction), &limit, &length) == 0;
	close(copy);
	return known && limit.tv_sec > HIDDEN_FROM_S ? (uint64_t)(limit.tv_sec - HIDDEN_FROM_S) * NS_PER_US : 0;
}

/* What the kernel would refuse, or take for "do not wait" or "no limit", is left to it. */
static void set_limit(struct run *run, struct task *task, struct user_regs_struct *regs, enum direction direction)
{
	int64_t pair[2];
	if (regs->r8 < sizeof pair || trace_read(task, regs->r10, pair, sizeof pair) != sizeof pair || pair[0] < 0 ||
	    pair[0] > LONGEST_S || pair[1] < 0 || pair[1] >= MICROSECONDS_PER_S || pair[0] + pair[1] == 0)
		return;
	struct timeval hidden = {.tv_sec = HIDDEN_FROM_S + pair[0] * MICROSECONDS_PER_S + pair[1]};
	int copy = trace_steal_descriptor(task, (int)regs->rdi);
	if (copy < 0)
		return;
	int result = setsockopt(copy, SOL_SOCKET, option_of(direction), &hidden, sizeof hidden) == 0 ? 0 : -errno;
	close(copy);
	trace_fake_result(task, regs, result);
	run->has_socket_limits = true;
}

static void tell_limit(struct task *task, struct user_regs_struct *regs, enum direction direction)
{
	uint64_t ns = limit_of(task, (int)regs->rdi, direction);
	int64_t pair[2] = {(int64_t)(ns / NS_PER_S), (int64_t)(ns % NS_PER_S / NS_PER_US)};
	uint32_t length = 0;
	if (ns == 0 || trace_read(task, regs->r8, &length, sizeof length) != sizeof length)
		return;
	length = length < sizeof pair ? length : (uint32_t)sizeof pair;
	bool written = trace_write(task, regs->r10, pair, length) == length &&
		       trace_write(task, regs->r8, &length, sizeof length) == sizeof length;
	trace_fake_result(task, regs, written ? 0 : -EFAULT);
}

/* setsockopt and getsockopt of one of the two options: the filter lets all others pass. */
void socket_option_call(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	enum direction direction = regs->rdx == SO_SNDTIMEO || regs->rdx == SO_SNDTIMEO_NEW ? SEND : RECEIVE;
	if (regs->orig_rax == SYS_setsockopt)
		set_limit(run, task, regs, direction);
	else
		tell_limit(task, regs, direction);
}

/* The task was seen asleep in `seen_syscall`: has the call a limit? */
void socket_wait_note(struct run *run, struct task *task)
{
	struct socket_wait *wait = &task->socket_wait;
	uint64_t slices = proc_slices(task->tid);
	if (wait->firing || (wait->slices == slices && slices != 0))
		return;
	enum direction direction = direction_of(task);
	uint64_t limit = direction == NEITHER ? 0 : limit_of(task, (int)task->seen_arguments[0], direction);
	bool goes_on = wait->restarts && wait->number == task->seen_syscall;
	uint64_t deadline = goes_on ? wait->deadline : run->now + limit;
	*wait = (struct socket_wait){
		.active = limit != 0, .slices = slices, .number = task->seen_syscall, .deadline = deadline};
}

uint64_t socket_waits_next(struct run *run)
{
	uint64_t next = NEVER;
	FOR_EACH_TASK(run, task) {
		if (task->socket_wait.active && task->socket_wait.deadline < next)
			next = task->socket_wait.deadline;
	}
	return next;
}

void socket_waits_fire(struct run *run)
{
	FOR_EACH_TASK(run, task) {
		struct socket_wait *wait = &task->socket_wait;
		if (!wait->active || wait->firing || wait->deadline > run->now)
			continue;
		wait->firing = task->state == TASK_RUNNING && proc_slices(task->tid) == wait->slices;
		wait->active = wait->firing; /* if it has run since, the call is over */
		if (!wait->firing)
			continue;
		run->activity++;
		ptrace(PTRACE_INTERRUPT, task->tid, NULL, NULL);
	}
}

/*
 * The task has stopped. As in waits.c: if the call says that it was interrupted, nothing else had ended it. A signal that
 * the program does not handle would not have woken it but for us: then it makes the same call again, with the same deadline.
 */
void socket_wait_stopped(struct run *run, struct task *task, bool by_interrupt)
{
	struct socket_wait wait = task->socket_wait;
	struct user_regs_struct regs;
	if (!wait.active)
		return;
	task->socket_wait = (struct socket_wait){0};
	if (trace_get_registers(task, &regs) != 0 || (long)regs.orig_rax != wait.number || (int64_t)regs.rax != -EINTR)
		return;
	if (wait.firing && by_interrupt) {
		regs.rax = (unsigned long long)(wait.number == SYS_connect ? -EINPROGRESS : -EAGAIN);
		span_set(run, task, SPAN_RUNNING, ON_NOTHING, ENDED_BY_DEADLINE);
	} else {
		regs.rax = (unsigned long long)-ERESTARTNOHAND;
		task->socket_wait = (struct socket_wait){.restarts = true, .number = wait.number, .deadline = wait.deadline};
	}
	trace_set_registers(task, &regs);
}
