/*
 * Timed waits. Each is rewritten to wait for ever; the supervisor keeps its deadline on the virtual clock and ends it.
 *
 * Ending: PTRACE_INTERRUPT makes the kernel leave the wait. If the call then says that it was interrupted, nothing else
 * had ended it, and it is told that its time is over; any other result is a real wake-up, which wins. No race is left.
 */
#include "supervisor.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* CPython's wait for the GIL (sys.getswitchinterval) is 5 ms; such a wait is not drawn as one. */
#define BRIEF_NS (6 * NS_PER_MS)
/* Results inside the kernel that mean "interrupted, perhaps restart" (include/linux/errno.h). */
#define ERESTARTSYS 512
#define ERESTARTNOINTR 513
#define ERESTARTNOHAND 514
#define ERESTART_RESTARTBLOCK 516

static bool is_sleep(long number)
{
	return number == SYS_nanosleep || number == SYS_clock_nanosleep;
}

/* Makes the call wait for ever. */
static void rewrite(struct user_regs_struct *regs)
{
	switch ((long)regs->orig_rax) {
	case SYS_nanosleep:
	case SYS_clock_nanosleep:
		regs->orig_rax = SYS_pause;
		break;
	case SYS_futex:
	case SYS_epoll_pwait2:
		regs->r10 = 0;
		break;
	case SYS_epoll_wait:
	case SYS_epoll_pwait:
		regs->r10 = (unsigned long long)-1;
		break;
	case SYS_poll:
		regs->rdx = (unsigned long long)-1;
		break;
	case SYS_ppoll:
	case SYS_rt_sigtimedwait:
		regs->rdx = 0;
		break;
	default: /* select, pselect6 */
		regs->r8 = 0;
	}
}

static enum wait_target target_of(const struct task *task, const struct timed_wait *wait)
{
	switch (wait->number) {
	case SYS_futex:
		return ON_LOCK;
	case SYS_rt_sigtimedwait:
		return ON_SIGNAL;
	case SYS_poll:
	case SYS_ppoll:
		return wait->arguments[1] == 0 ? ON_SLEEP : blocked_on_poll(task, wait->arguments[0], wait->arguments[1]);
	case SYS_select:
	case SYS_pselect6:
		return wait->arguments[0] == 0 ? ON_SLEEP : ON_POLL;
	default:
		return is_sleep(wait->number) ? ON_SLEEP : ON_POLL;
	}
}

static void save_call(struct timed_wait *wait, const struct user_regs_struct *regs)
{
	wait->number = (long)regs->orig_rax;
	uint64_t arguments[6] = {regs->rdi, regs->rsi, regs->rdx, regs->r10, regs->r8, regs->r9};
	memcpy(wait->arguments, arguments, sizeof arguments);
}

static bool is_restart(const struct task *task, const struct timed_wait *wait, const struct user_regs_struct *regs)
{
	return task->interrupted.active && task->interrupted_ip == regs->rip &&
	       task->interrupted.number == wait->number &&
	       memcmp(task->interrupted.arguments, wait->arguments, sizeof wait->arguments) == 0;
}

/* False: not a wait that needs the supervisor; the call runs as it is. */
bool wait_enter(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	struct timeout timeout = timeout_of(run, task, regs);
	if (!timeout.present || !timeout.valid)
		return false;
	struct timed_wait wait = {.active = true, .start = run->now};
	save_call(&wait, regs);
	wait.deadline = timeout.absolute ? timeout.ns : run->now + timeout.ns;
	if (is_restart(task, &wait, regs))
		wait.deadline = task->interrupted.deadline;
	task->interrupted.active = false;
	if (is_sleep(wait.number) && wait.deadline <= run->now) {
		regs->orig_rax = SYS_sched_yield; /* as the kernel does: let others run, return 0 */
		trace_set_registers(task, regs);
		return true;
	}
	if (!timeout.absolute && timeout.ns == 0)
		return false; /* only asks, does not wait */
	wait.brief = wait.number == SYS_futex && wait.deadline < run->now + BRIEF_NS;
	task->wait = wait;
	rewrite(regs);
	trace_set_registers(task, regs);
	if (!wait.brief) {
		enum wait_target on = target_of(task, &wait);
		span_set(run, task, on == ON_SLEEP ? SPAN_SLEEPING : SPAN_WAITING, on, ENDED_WOKEN);
	}
	return true;
}

static bool was_interrupted(int64_t result)
{
	return result == -EINTR || result == -ERESTARTSYS || result == -ERESTARTNOINTR || result == -ERESTARTNOHAND ||
	       result == -ERESTART_RESTARTBLOCK;
}

static int64_t timed_out_result(long number)
{
	if (number == SYS_futex)
		return -ETIMEDOUT;
	return number == SYS_rt_sigtimedwait ? -EAGAIN : 0;
}

/* select leaves its sets as they were when it is interrupted; timed out, they must be empty. */
static void clear_sets(const struct task *task, const struct timed_wait *wait)
{
	static const uint8_t zeros[128];
	size_t bytes = ((size_t)wait->arguments[0] + 63) / 64 * 8;
	if (bytes > sizeof zeros)
		bytes = sizeof zeros;
	for (size_t i = 1; i <= 3; i++) {
		if (wait->arguments[i] != 0)
			trace_write(task, wait->arguments[i], zeros, bytes);
	}
}

static void write_remaining(const struct run *run, const struct task *task, const struct timed_wait *wait)
{
	bool absolute = wait->number == SYS_clock_nanosleep && wait->arguments[1] & TIMER_ABSTIME;
	uint64_t to = wait->number == SYS_nanosleep ? wait->arguments[1] : wait->arguments[3];
	if (absolute || to == 0)
		return;
	uint64_t left = wait->deadline > run->now ? wait->deadline - run->now : 0;
	int64_t pair[2] = {(int64_t)(left / NS_PER_S), (int64_t)(left % NS_PER_S)};
	trace_write(task, to, pair, sizeof pair);
}

void wait_exit(struct run *run, struct task *task)
{
	struct timed_wait wait = task->wait;
	struct user_regs_struct regs;
	task->wait = (struct timed_wait){0};
	if (!wait.active || trace_get_registers(task, &regs) != 0)
		return;
	int64_t result = (int64_t)regs.rax;
	bool timed_out = wait.firing && was_interrupted(result);
	if (timed_out) {
		regs.rax = (unsigned long long)timed_out_result(wait.number);
		if (wait.number == SYS_select || wait.number == SYS_pselect6)
			clear_sets(task, &wait);
	} else if (was_interrupted(result)) {
		if (result == -ERESTART_RESTARTBLOCK)
			regs.rax = (unsigned long long)-ERESTARTNOHAND; /* restart with our arguments, not the kernel's */
		if (is_sleep(wait.number))
			write_remaining(run, task, &wait);
		task->interrupted = wait;
		task->interrupted_ip = regs.rip;
	}
	regs.rdi = wait.arguments[0];
	regs.rsi = wait.arguments[1];
	regs.rdx = wait.arguments[2];
	regs.r10 = wait.arguments[3];
	regs.r8 = wait.arguments[4];
	regs.r9 = wait.arguments[5];
	regs.orig_rax = (unsigned long long)wait.number;
	trace_set_registers(task, &regs);
	enum span_end ended = timed_out ? ENDED_BY_DEADLINE : ENDED_WOKEN;
	if (!wait.brief)
		span_set(run, task, SPAN_RUNNING, ON_NOTHING, ended);
	else if (timed_out && wait.jumped)
		span_insert(run, task, ON_LOCK, wait.start, ended);
}

/* A signal is delivered: if a handler runs, the interrupted call is over and a new one starts a new wait. */
void wait_signal(struct task *task, int signal)
{
	uint64_t caught = 0;
	if (!task->interrupted.active)
		return;
	proc_field(task->tid, "status", "SigCgt", 16, &caught);
	if (caught >> (signal - 1) & 1)
		task->interrupted.active = false;
}

void waits_fire(struct run *run, bool jumped)
{
	FOR_EACH_TASK(run, task) {
		if (!task->wait.active || task->wait.firing || task->wait.deadline > run->now)
			continue;
		task->wait.firing = true;
		task->wait.jumped = jumped;
		run->activity++;
		ptrace(PTRACE_INTERRUPT, task->tid, NULL, NULL);
	}
	if (run->has_socket_limits)
		socket_waits_fire(run);
}

uint64_t waits_next(struct run *run)
{
	uint64_t next = run->has_socket_limits ? socket_waits_next(run) : NEVER;
	FOR_EACH_TASK(run, task) {
		if (task->wait.active && task->wait.deadline < next)
			next = task->wait.deadline;
	}
	return next;
}
