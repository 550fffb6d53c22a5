/* The system calls that the filter stops on: who answers each. */
#include "supervisor.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void answer_affinity(struct task *task, struct user_regs_struct *regs)
{
	uint64_t mask = (UINT64_C(1) << VIRTUAL_CORES) - 1;
	if (regs->rsi < sizeof mask)
		trace_fake_result(task, regs, -EINVAL);
	else if (trace_write(task, regs->rdx, &mask, sizeof mask) != sizeof mask)
		trace_fake_result(task, regs, -EFAULT);
	else
		trace_fake_result(task, regs, sizeof mask);
}

/* Programs that read the clock by the system call itself (static ones) see the same time. */
static void answer_clock(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	bool monotonic = regs->orig_rax == SYS_clock_gettime && regs->rdi != CLOCK_REALTIME &&
			 regs->rdi != CLOCK_REALTIME_COARSE && regs->rdi != CLOCK_TAI;
	uint64_t ns = run->now + (monotonic ? run->page->monotonic_zero_ns : run->page->realtime_zero_ns);
	int64_t seconds = (int64_t)(ns / NS_PER_S), rest = (int64_t)(ns % NS_PER_S);
	if (regs->orig_rax == SYS_time) {
		if (regs->rdi != 0)
			trace_write(task, regs->rdi, &seconds, sizeof seconds);
		trace_fake_result(task, regs, seconds);
		return;
	}
	int64_t pair[2] = {seconds, regs->orig_rax == SYS_gettimeofday ? rest / 1000 : rest};
	uint64_t to = regs->orig_rax == SYS_gettimeofday ? regs->rdi : regs->rsi;
	bool written = trace_write(task, to, pair, sizeof pair) == sizeof pair;
	trace_fake_result(task, regs, written ? 0 : -EFAULT);
}

void call_stopped(struct run *run, struct task *task)
{
	struct user_regs_struct regs;
	if (trace_get_registers(task, &regs) != 0)
		return;
	clock_update(run);
	switch ((long)regs.orig_rax) {
	case SYS_write:
	case SYS_writev:
		if (!output_write(run, task, &regs))
			relay_sent_by(run, task, (int)regs.rdi);
		break;
	case SYS_getrandom:
		random_call(task, &regs);
		break;
	case SYS_sched_getaffinity:
		answer_affinity(task, &regs);
		break;
	case SYS_connect:
		relay_connect(run, task, &regs);
		break;
	case SYS_sendto:
	case SYS_sendmsg:
		relay_sent_by(run, task, (int)regs.rdi);
		break;
	case SYS_clock_gettime:
	case SYS_gettimeofday:
	case SYS_time:
		answer_clock(run, task, &regs);
		break;
	case SYS_alarm:
	case SYS_setitimer:
	case SYS_getitimer:
	case SYS_timerfd_settime:
		timer_call(run, task, &regs);
		break;
	case SYS_setsockopt:
	case SYS_getsockopt:
		socket_option_call(run, task, &regs);
		break;
	default:
		wait_enter(run, task, &regs);
	}
}
