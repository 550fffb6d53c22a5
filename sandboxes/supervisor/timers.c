/* Timers that arrive as signals or as readable descriptors: alarm, setitimer(ITIMER_REAL), timerfd; on virtual time. */
#include "supervisor.h"

#include <errno.h>
#include <linux/kcmp.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define MAX_TIMERFDS 128
/* A descriptor's time that is later than this cannot be monotonic: the monotonic clock starts at 1000 s (clock.c). */
#define REALTIME_FROM_NS (UINT64_C(1000000000) * NS_PER_S)

/* A duplicate of the program's timerfd, which the supervisor makes expire when its time has come. */
static struct {
	int copy;
	pid_t owner;
	uint64_t deadline, interval;
} timerfds[MAX_TIMERFDS];
static size_t timerfd_count;

static uint64_t from_timeval(const int64_t pair[2])
{
	return (uint64_t)pair[0] * NS_PER_S + (uint64_t)pair[1] * NS_PER_US;
}

static void to_timeval(uint64_t ns, int64_t pair[2])
{
	pair[0] = (int64_t)(ns / NS_PER_S);
	pair[1] = (int64_t)(ns % NS_PER_S / NS_PER_US);
}

static uint64_t alarm_left(const struct run *run, const struct process *process)
{
	if (process->alarm == NEVER)
		return 0;
	return process->alarm > run->now ? process->alarm - run->now : 1;
}

/* struct itimerval: interval, then value. */
static void write_itimer(const struct run *run, const struct task *task, uint64_t address)
{
	int64_t pairs[4];
	if (address == 0)
		return;
	to_timeval(task->process->alarm_interval, pairs);
	to_timeval(alarm_left(run, task->process), pairs + 2);
	trace_write(task, address, pairs, sizeof pairs);
}

static void set_alarm(struct run *run, struct process *process, uint64_t value, uint64_t interval)
{
	process->alarm = value == 0 ? NEVER : run->now + value;
	process->alarm_interval = interval;
}

static bool set_itimer(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	int64_t pairs[4] = {0};
	if (regs->rdi != ITIMER_REAL)
		return false; /* those of CPU time are the kernel's business */
	if (regs->rsi != 0 && trace_read(task, regs->rsi, pairs, sizeof pairs) != sizeof pairs) {
		trace_fake_result(task, regs, -EFAULT);
		return true;
	}
	for (size_t i = 0; i < 4; i++) {
		if (pairs[i] < 0 || pairs[i] > 1000000000) {
			trace_fake_result(task, regs, -EINVAL);
			return true;
		}
	}
	write_itimer(run, task, regs->rdx);
	set_alarm(run, task->process, from_timeval(pairs + 2), from_timeval(pairs));
	trace_fake_result(task, regs, 0);
	return true;
}

static void forget_timerfd(size_t index)
{
	close(timerfds[index].copy);
	timerfds[index] = timerfds[--timerfd_count];
}

static void forget_same(int copy)
{
	for (size_t i = 0; i < timerfd_count; i++) {
		if (syscall(SYS_kcmp, getpid(), getpid(), KCMP_FILE, timerfds[i].copy, copy) == 0) {
			forget_timerfd(i);
			return;
		}
	}
}

/* timerfd_settime(descriptor, flags, new, old) */
static bool set_timerfd(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	struct itimerspec spec;
	if (trace_read(task, regs->rdx, &spec, sizeof spec) != sizeof spec || spec.it_value.tv_sec < 0 ||
	    spec.it_value.tv_nsec < 0 || spec.it_value.tv_nsec >= (long)NS_PER_S)
		return false;
	int copy = trace_steal_descriptor(task, (int)regs->rdi);
	if (copy < 0)
		return false;
	forget_same(copy);
	uint64_t value = (uint64_t)spec.it_value.tv_sec * NS_PER_S + (uint64_t)spec.it_value.tv_nsec;
	if (value == 0 || timerfd_count == MAX_TIMERFDS) {
		close(copy);
		return false; /* disarms it, in the kernel */
	}
	if (regs->rsi & TFD_TIMER_ABSTIME) {
		uint64_t zero = value >= REALTIME_FROM_NS ? run->page->realtime_zero_ns : run->page->monotonic_zero_ns;
		value = value > zero ? value - zero : 0;
	} else {
		value += run->now;
	}
	struct itimerspec off;
	memset(&off, 0, sizeof off);
	if (timerfd_settime(copy, 0, &off, NULL) != 0) {
		close(copy);
		return false; /* not a timerfd: the kernel says so */
	}
	timerfds[timerfd_count].copy = copy;
	timerfds[timerfd_count].owner = task->process->pid;
	timerfds[timerfd_count].deadline = value;
	timerfds[timerfd_count].interval =
		(uint64_t)spec.it_interval.tv_sec * NS_PER_S + (uint64_t)spec.it_interval.tv_nsec;
	timerfd_count++;
	if (regs->r10 != 0)
		trace_write(task, regs->r10, &off, sizeof off);
	trace_fake_result(task, regs, 0);
	return true;
}

/* False: the kernel answers the call. */
bool timer_call(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	switch ((long)regs->orig_rax) {
	case SYS_alarm: {
		uint64_t left = alarm_left(run, task->process);
		set_alarm(run, task->process, (regs->rdi & UINT32_MAX) * NS_PER_S, 0);
		trace_fake_result(task, regs, (int64_t)((left + NS_PER_S - 1) / NS_PER_S));
		return true;
	}
	case SYS_setitimer:
		return set_itimer(run, task, regs);
	case SYS_getitimer:
		if (regs->rdi != ITIMER_REAL)
			return false;
		write_itimer(run, task, regs->rsi);
		trace_fake_result(task, regs, 0);
		return true;
	case SYS_timerfd_settime:
		return set_timerfd(run, task, regs);
	default:
		return false;
	}
}

static uint64_t following(uint64_t deadline, uint64_t interval, uint64_t now)
{
	if (interval == 0)
		return NEVER;
	return deadline + interval > now ? deadline + interval : now + interval;
}

static void fire_timerfds(struct run *run)
{
	static const struct itimerspec at_once = {.it_value = {.tv_nsec = 1}};
	for (size_t i = 0; i < timerfd_count;) {
		if (timerfds[i].deadline > run->now) {
			i++;
			continue;
		}
		run->activity++;
		timerfd_settime(timerfds[i].copy, 0, &at_once, NULL);
		timerfds[i].deadline = following(timerfds[i].deadline, timerfds[i].interval, run->now);
		if (timerfds[i].deadline == NEVER)
			forget_timerfd(i);
		else
			i++;
	}
}

void timers_fire(struct run *run)
{
	FOR_EACH_PROCESS(run, process) {
		if (process->alarm > run->now)
			continue;
		run->activity++;
		process->alarm = following(process->alarm, process->alarm_interval, run->now);
		kill(process->pid, SIGALRM);
	}
	fire_timerfds(run);
}

uint64_t timers_next(struct run *run)
{
	uint64_t next = NEVER;
	FOR_EACH_PROCESS(run, process)
		next = process->alarm < next ? process->alarm : next;
	for (size_t i = 0; i < timerfd_count; i++) {
		if (timerfds[i].deadline < next)
			next = timerfds[i].deadline;
	}
	return next;
}

void timers_forget(struct process *process)
{
	process->alarm = NEVER;
	for (size_t i = 0; i < timerfd_count;) {
		if (timerfds[i].owner == process->pid)
			forget_timerfd(i);
		else
			i++;
	}
}
