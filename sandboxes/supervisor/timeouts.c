/* How long a call is to wait at most: where each system call keeps it, and in which form. */
#include "supervisor.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>

static struct timeout read_timespec(const struct task *task, uint64_t address, bool microseconds)
{
	int64_t pair[2];
	if (address == 0)
		return (struct timeout){0};
	if (trace_read(task, address, pair, sizeof pair) != sizeof pair || pair[0] < 0 || pair[1] < 0)
		return (struct timeout){.present = true};
	if (microseconds) { /* select(2) carries them into the seconds; with nanoseconds, too many are an error */
		pair[0] += pair[1] / 1000000;
		pair[1] = pair[1] % 1000000 * 1000;
	}
	if (pair[1] >= (int64_t)NS_PER_S)
		return (struct timeout){.present = true};
	uint64_t seconds = (uint64_t)pair[0];
	uint64_t ns = seconds > NEVER / NS_PER_S / 2 ? NEVER / 2 : seconds * NS_PER_S + (uint64_t)pair[1];
	return (struct timeout){.present = true, .valid = true, .ns = ns};
}

static struct timeout milliseconds(uint64_t argument)
{
	int32_t ms = (int32_t)(uint32_t)argument;
	if (ms < 0)
		return (struct timeout){0};
	return (struct timeout){.present = true, .valid = true, .ns = (uint64_t)ms * NS_PER_MS};
}

static struct timeout at_clock(const struct run *run, struct timeout timeout, bool realtime)
{
	uint64_t zero = realtime ? run->page->realtime_zero_ns : run->page->monotonic_zero_ns;
	timeout.absolute = true;
	timeout.ns = timeout.ns > zero ? timeout.ns - zero : 0;
	return timeout;
}

static struct timeout futex_timeout(const struct run *run, const struct task *task, const struct user_regs_struct *regs)
{
	struct timeout timeout = read_timespec(task, regs->r10, false);
	long operation = (long)regs->rsi & FUTEX_CMD_MASK;
	if (!timeout.valid || operation == FUTEX_WAIT)
		return timeout;
	return at_clock(run, timeout, regs->rsi & FUTEX_CLOCK_REALTIME || operation == FUTEX_LOCK_PI);
}

static struct timeout sleep_timeout(const struct run *run, const struct task *task, const struct user_regs_struct *regs)
{
	struct timeout timeout = read_timespec(task, regs->rdx, false);
	int clock = (int)regs->rdi;
	if (clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID || clock > CLOCK_TAI || clock < 0)
		return (struct timeout){0};
	if (!timeout.valid || !(regs->rsi & TIMER_ABSTIME))
		return timeout;
	return at_clock(run, timeout, clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI);
}

struct timeout timeout_of(const struct run *run, const struct task *task, const struct user_regs_struct *regs)
{
	switch ((long)regs->orig_rax) {
	case SYS_futex:
		return futex_timeout(run, task, regs);
	case SYS_nanosleep:
		return read_timespec(task, regs->rdi, false);
	case SYS_clock_nanosleep:
		return sleep_timeout(run, task, regs);
	case SYS_epoll_wait:
	case SYS_epoll_pwait:
		return milliseconds(regs->r10);
	case SYS_epoll_pwait2:
		return read_timespec(task, regs->r10, false);
	case SYS_poll:
		return milliseconds(regs->rdx);
	case SYS_ppoll:
	case SYS_rt_sigtimedwait:
		return read_timespec(task, regs->rdx, false);
	case SYS_select:
		return read_timespec(task, regs->r8, true);
	case SYS_pselect6:
		return read_timespec(task, regs->r8, false);
	default:
		return (struct timeout){0};
	}
}
