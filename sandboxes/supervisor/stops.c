/* Every stop of every task: births, executions, system calls, signals, ends. */
#include "supervisor.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static void conclude_from_status(struct run *run)
{
	int status = run->program_status;
	if (WIFEXITED(status))
		conclude(run, OUTCOME_EXITED);
	else if (WTERMSIG(status) == SIGXCPU)
		conclude(run, OUTCOME_CPU_EXCEEDED);
	else
		conclude(run, OUTCOME_SIGNALLED);
}

/* A new task has made its first stop and is known: let it go, or hold it. */
static void begin_task(struct run *run, struct task *task)
{
	task->first_stop_seen = true;
	struct process *process = task->process;
	if (process && task->is_process && !task->vforked && process->private_page != 0)
		ptrace(PTRACE_POKEDATA, task->tid, (void *)(uintptr_t)process->private_page,
		       (void *)(uintptr_t)process->slot);
	if (process && !task->vforked && order_hold(run, task))
		return;
	trace_continue(run, task, 0);
}

static void on_new_task(struct run *run, struct task *parent, bool vforked)
{
	unsigned long tid = 0;
	if (ptrace(PTRACE_GETEVENTMSG, parent->tid, NULL, &tid) != 0 || tid == 0)
		return; /* killed since: its child is ended as an orphan (unannounced.c) */
	struct task *task = task_add(run, (pid_t)tid, parent->process ? parent : NULL, parent->process != NULL);
	if (task && run->outcome == OUTCOME_NONE) {
		task->vforked = vforked;
		parent->in_vfork = parent->in_vfork || vforked;
		if (was_unannounced((pid_t)tid))
			begin_task(run, task);
	}
	trace_continue(run, parent, 0);
}

/* execve by a thread that is not the first gives it the first one's id; the others are gone. */
static void drop_former_threads(struct run *run, struct task *task)
{
	unsigned long former = 0;
	ptrace(PTRACE_GETEVENTMSG, task->tid, NULL, &former);
	FOR_EACH_TASK(run, other) {
		if (other == task || !task->process || other->process != task->process)
			continue;
		if (other->state != TASK_ENDING) {
			span_close(run, other, ENDED_BY_RUN_END);
			record_lane_end(run, other->lane, run->now, other->cpu_ns, -1, 0);
		}
		task_remove(run, other);
	}
	quiet_forget(task);
	/* The first thread may have made its exit stop already, to give way to the one that executes. */
	task->state = TASK_RUNNING;
	task->in_vfork = false;
	task->wait = (struct timed_wait){0};
	task->interrupted.active = false;
}

static void on_exec(struct run *run, struct task *task)
{
	bool first = false;
	if (!task->process) {
		if (task->tid == run->jail_pid) {
			trace_continue(run, task, 0);
			return; /* bubblewrap itself */
		}
		first = true;
		task_adopt(run, task);
		if (run->outcome != OUTCOME_NONE)
			return;
	} else {
		clock_update(run);
		drop_former_threads(run, task);
	}
	int result = executed(run, task);
	if (result == EXECUTED_GONE && first)
		fail(run, "clock-inject", "the program was killed before it began");
	if (result != 0)
		return;
	if (first) {
		if (left_files_open(run, task) != 0)
			return;
		clock_hide(run);
		clock_start(run);
		/*
		 * bubblewrap's outer process ends, and the jail with it, when the program does; but what the program left
		 * running belongs to the run. So it is kept stopped (see PTRACE_EVENT_STOP) until we end the jail.
		 */
		ptrace(PTRACE_INTERRUPT, run->jail_pid, NULL, NULL);
		host_prefer(task->tid, -15);
	}
	record_exec(run, task);
	bool was_vforked = task->vforked;
	task->vforked = false;
	if (was_vforked && order_hold(run, task))
		return;
	trace_continue(run, task, 0);
}

/* The task is about to end: the last moment at which its CPU time can be read. */
static void on_exit_stop(struct run *run, struct task *task)
{
	if (task->process && run->started) {
		clock_update(run);
		task->cpu_ns = proc_schedule(task->tid).cpu_ns;
		task->process->last_exit = run->now;
		span_close(run, task, ENDED_BY_RUN_END);
		if (!task->is_process)
			record_lane_end(run, task->lane, run->now, task->cpu_ns, -1, 0);
	}
	task->state = TASK_ENDING;
	task->wait = (struct timed_wait){0};
	trace_continue(run, task, 0);
}

static void on_end(struct run *run, struct task *task, int status)
{
	struct process *process = task->process;
	run->activity++;
	if (process && run->started) {
		bool seen = task->state == TASK_ENDING;
		if (!seen)
			span_close(run, task, ENDED_BY_RUN_END);
		uint64_t at = process->last_exit ? process->last_exit : run->now;
		if (task->is_process)
			record_lane_end(run, task->lane, at, task->cpu_ns, WIFEXITED(status) ? WEXITSTATUS(status) : -1,
					WIFSIGNALED(status) ? WTERMSIG(status) : 0);
		else if (!seen)
			record_lane_end(run, task->lane, run->now, task->cpu_ns, -1, 0);
		if (task->is_process && process == run->program) {
			run->program_ended = true;
			run->program_status = status;
			run->program = NULL;
		}
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && cgroup_oom_killed(run))
			conclude(run, OUTCOME_OUT_OF_MEMORY);
	}
	task_remove(run, task);
	unannounced_end_orphans(run);
	if (run->started && run->student_tasks == 0)
		conclude_from_status(run);
}

/*
 * bubblewrap's own first process only waits, and writes when the program has ended. Should it do more once the program runs,
 * the program has written into its memory: the run is ended as if the program had been killed for it.
 */
static bool is_attack_through_jail(struct run *run, const struct task *task, int event)
{
	struct user_regs_struct regs;
	if (!run->started || task->process)
		return false;
	bool odd = event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE ||
		   event == PTRACE_EVENT_EXEC;
	if (event == PTRACE_EVENT_SECCOMP)
		odd = trace_get_registers(task, &regs) == 0 && regs.orig_rax != SYS_write;
	return odd;
}

static void on_event(struct run *run, struct task *task, int event, int signal)
{
	if (is_attack_through_jail(run, task, event)) {
		run->program_status = SIGKILL;
		conclude(run, OUTCOME_SIGNALLED);
		return;
	}
	switch (event) {
	case PTRACE_EVENT_CLONE:
	case PTRACE_EVENT_FORK:
		on_new_task(run, task, false);
		break;
	case PTRACE_EVENT_VFORK:
		on_new_task(run, task, true);
		break;
	case PTRACE_EVENT_VFORK_DONE:
		task->in_vfork = false;
		trace_continue(run, task, 0);
		break;
	case PTRACE_EVENT_EXEC:
		on_exec(run, task);
		break;
	case PTRACE_EVENT_SECCOMP:
		if (task->process)
			call_stopped(run, task);
		trace_continue(run, task, 0);
		break;
	case PTRACE_EVENT_EXIT:
		on_exit_stop(run, task);
		break;
	case PTRACE_EVENT_STOP:
		if (!task->first_stop_seen)
			begin_task(run, task);
		else if (task->state == TASK_HELD || (run->started && task->tid == run->jail_pid))
			break;
		else if (signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU)
			ptrace(PTRACE_LISTEN, task->tid, NULL, NULL);
		else
			trace_continue(run, task, 0);
		break;
	default:
		trace_continue(run, task, 0);
	}
}

static void on_stop(struct run *run, struct task *task, int status)
{
	int signal = WSTOPSIG(status);
	int event = status >> 16;
	run->activity++;
	socket_wait_stopped(run, task, event == PTRACE_EVENT_STOP);
	if (event != 0) {
		on_event(run, task, event, signal);
	} else if (signal == (SIGTRAP | 0x80)) {
		clock_update(run);
		wait_exit(run, task);
		trace_continue(run, task, 0);
	} else {
		wait_signal(task, signal);
		/* The jail's own processes take no signals from the program. */
		trace_continue(run, task, task->process || !run->started ? signal : 0);
	}
}

bool stops_handle(struct run *run)
{
	bool any = false;
	while (run->outcome == OUTCOME_NONE) {
		int status;
		pid_t tid = waitpid(-1, &status, __WALL | WNOHANG);
		if (tid <= 0)
			break;
		any = true;
		struct task *task = task_find(run, tid);
		if (!task)
			unannounced_stop(run, tid, status);
		else if (WIFSTOPPED(status))
			on_stop(run, task, status);
		else
			on_end(run, task, status);
	}
	return any;
}
