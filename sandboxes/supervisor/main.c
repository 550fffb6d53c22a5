/*
 * The supervisor of one run: starts the jail, watches the program in it, keeps its clock, writes its timeline.
 *
 * Theory of operation
 *
 * Everything a report rests on is seen from outside the program, by ptrace. A seccomp filter (filter.c) lets all system
 * calls run at full speed but a few, on which the task stops and the supervisor decides (calls.c): timed waits, writes to
 * the output, randomness, connections. The rest is read from /proc when nothing happens anyway.
 *
 * Time is virtual (clock.c): the CPU time that the tree would have needed on four cores of its own, plus what was skipped.
 * Timed waits are rewritten to wait for ever and their deadlines kept here (waits.c, timers.c). When every task waits and
 * nothing is under way (quiet.c), time jumps to the earliest deadline, and that wait is ended. If there is no deadline, the
 * program is deadlocked. Programs read the time from a page that the supervisor writes, through a vDSO of ours which is put
 * into every program at its execution (executed.c): reading the clock costs no stop.
 *
 * The jail (jail.c) is bubblewrap's. Its network (network.c) holds nothing but us: names are answered here, connections are
 * passed on to the stand-in internet as frames (relay.c, bridge.c), whose pending answers are deadlines on the same clock.
 *
 * One loop (below) does it all: handle every stop, then every readable descriptor, then the clock; if nothing was to be
 * done, look whether everything waits. The loop ends with an outcome, the jail is killed, and one result line is written.
 * A failure of ours names its step and becomes the outcome `sandbox-fault`; a student never pays for it.
 */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Between two looks at an unchanged tree; less would starve it of its CPU on a small host. */
#define SHORTEST_PAUSE_NS (40 * NS_PER_US)
#define LONGEST_PAUSE_NS NS_PER_MS
#define SURVEY_EVERY_NS (100 * NS_PER_US)
/* bubblewrap sets up a jail in 4 ms; on a host this much busier something is wrong. */
#define JAIL_START_NS (20 * NS_PER_S)
#define MAX_EARLY 64

static struct run the_run;
static volatile sig_atomic_t interrupted;

/* Tasks whose first stop came before their parent told of them. */
static pid_t early[MAX_EARLY];
static size_t early_count;

int fail(struct run *run, const char *step, const char *format, ...)
{
	if (run->fault_step[0] == '\0') {
		va_list arguments;
		va_start(arguments, format);
		snprintf(run->fault_step, sizeof run->fault_step, "%s", step);
		vsnprintf(run->fault_message, sizeof run->fault_message, format, arguments);
		va_end(arguments);
	}
	run->outcome = OUTCOME_SANDBOX_FAULT;
	return -1;
}

void conclude(struct run *run, enum outcome outcome)
{
	if (run->outcome == OUTCOME_NONE)
		run->outcome = outcome;
}

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

static bool was_early(pid_t tid)
{
	for (size_t i = 0; i < early_count; i++) {
		if (early[i] == tid) {
			early[i] = early[--early_count];
			return true;
		}
	}
	return false;
}

static pid_t parent_of(pid_t pid)
{
	char path[64], line[256];
	pid_t parent = 0;
	snprintf(path, sizeof path, "/proc/%d/status", pid);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		if (sscanf(line, "PPid: %d", &parent) == 1)
			break;
	}
	if (file)
		fclose(file);
	return parent;
}

/* A child whose parent was killed while making it: nobody will ever tell of it, so it cannot be let go. */
static void end_orphans(struct run *run)
{
	for (size_t i = 0; i < early_count; i++) {
		if (!task_find(run, parent_of(early[i])))
			kill(early[i], SIGKILL);
	}
}

/* A stop or an end of a task that is not known, or not yet. */
static void on_unknown(pid_t tid, int status)
{
	was_early(tid); /* it is listed once at most, and not after its end */
	if (!WIFSTOPPED(status))
		return;
	if (status >> 16 == PTRACE_EVENT_EXIT)
		ptrace(PTRACE_CONT, tid, NULL, NULL);
	else if (early_count < MAX_EARLY)
		early[early_count++] = tid;
	else
		kill(tid, SIGKILL);
}

static void on_new_task(struct run *run, struct task *parent, bool vforked)
{
	unsigned long tid = 0;
	if (ptrace(PTRACE_GETEVENTMSG, parent->tid, NULL, &tid) != 0 || tid == 0)
		return; /* killed since: its child is ended as an orphan (end_orphans) */
	struct task *task = task_add(run, (pid_t)tid, parent->process ? parent : NULL, parent->process != NULL);
	if (task && run->outcome == OUTCOME_NONE) {
		task->vforked = vforked;
		parent->in_vfork = parent->in_vfork || vforked;
		if (was_early((pid_t)tid))
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

/*
 * Where allowed, and only for speed: nobody's numbers depend on it. Nice levels count within a session alone where the
 * kernel groups tasks by session (sched(7), autogroup), so the session's own level is set as well.
 */
static void prefer(pid_t pid, int nice)
{
	char path[64], text[16];
	snprintf(path, sizeof path, "/proc/%d/autogroup", pid);
	int length = snprintf(text, sizeof text, "%d", nice);
	setpriority(PRIO_PROCESS, (id_t)pid, nice);
	int file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return;
	if (write(file, text, (size_t)length) < 0)
		errno = 0;
	close(file);
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
		clock_hide(run);
		clock_start(run);
		/*
		 * bubblewrap's outer process ends, and the jail with it, when the program does; but what the program left
		 * running belongs to the run. So it is kept stopped (see PTRACE_EVENT_STOP) until we end the jail.
		 */
		ptrace(PTRACE_INTERRUPT, run->jail_pid, NULL, NULL);
		prefer(task->tid, -15);
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
		task->cpu_ns = thread_cpu_ns(task->tid);
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
	end_orphans(run);
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

static bool handle_stops(struct run *run)
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
			on_unknown(tid, status);
		else if (WIFSTOPPED(status))
			on_stop(run, task, status);
		else
			on_end(run, task, status);
	}
	return any;
}

static bool handle_input(struct run *run, uint64_t pause_ns, const sigset_t *unblocked)
{
	struct epoll_event events[64];
	struct timespec pause = {.tv_sec = 0, .tv_nsec = (long)pause_ns};
	int count = epoll_pwait2(run->epoll_file, events, 64, &pause, unblocked);
	for (int i = 0; i < count; i++) {
		void *source = events[i].data.ptr;
		if (source == &run->dns_file)
			network_answer_names(run);
		else if (source == &run->gateway_file)
			relay_accept(run);
		else if (source == &run->bridge_file)
			bridge_read(run);
		else if (source == &run->stdout_pipe || source == &run->stderr_pipe)
			output_drain(run);
		else if (((struct connection *)source)->used)
			relay_event(run, source, events[i].events);
	}
	return count > 0;
}

static int watch(struct run *run, int file, void *source)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = source};
	if (epoll_ctl(run->epoll_file, EPOLL_CTL_ADD, file, &event) != 0)
		return fail(run, "epoll", "%s", strerror(errno));
	return 0;
}

static void check_jail_start(struct run *run)
{
	if (run->started || run->outcome != OUTCOME_NONE)
		return;
	bool gone = task_find(run, run->jail_pid) == NULL;
	if (!gone && real_ns() - run->supervisor_started_real_ns < JAIL_START_NS)
		return;
	output_drain(run);
	const char *text = run->jail_complaint;
	fail(run, "bubblewrap", "%s", text[0] ? text : gone ? "it ended before the program" : "it did not start in time");
}

static void supervise(struct run *run, const sigset_t *unblocked)
{
	uint64_t pause = SHORTEST_PAUSE_NS, surveyed = 0;
	while (run->outcome == OUTCOME_NONE) {
		bool busy = handle_stops(run);
		check_jail_start(run);
		if (run->outcome != OUTCOME_NONE)
			break;
		if (run->started) {
			clock_update(run);
			uint64_t real = real_ns();
			if (real - surveyed >= SURVEY_EVERY_NS) {
				survey(run);
				limits_check(run);
				surveyed = real;
			}
			waits_fire(run);
			timers_fire(run);
			order_check(run);
			busy = (!busy && quiet_step(run)) || busy;
		}
		if (run->outcome != OUTCOME_NONE)
			break;
		pause = busy ? SHORTEST_PAUSE_NS : pause * 2 > LONGEST_PAUSE_NS ? LONGEST_PAUSE_NS : pause * 2;
		if (run->look_valid)
			pause = SHORTEST_PAUSE_NS;
		if (handle_input(run, pause, unblocked))
			pause = SHORTEST_PAUSE_NS;
		if (interrupted)
			fail(run, "interrupted", "the supervisor was told to stop");
	}
}

/* Lanes that were still open when the run ended. */
static void close_lanes(struct run *run)
{
	FOR_EACH_TASK(run, task) {
		if (!task->process || !run->started || task->state == TASK_ENDING)
			continue;
		span_close(run, task, ENDED_BY_RUN_END);
		record_lane_end(run, task->lane, run->now, thread_cpu_ns(task->tid), -1, SIGKILL);
	}
}

static void on_child(int signal)
{
	(void)signal; /* only wakes epoll_pwait2 */
}

static void on_interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

static void prepare_signals(sigset_t *unblocked)
{
	struct sigaction child = {.sa_handler = on_child}, stop = {.sa_handler = on_interrupt};
	sigset_t blocked;
	sigaction(SIGCHLD, &child, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGCHLD);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, unblocked);
	sigdelset(unblocked, SIGCHLD);
	sigdelset(unblocked, SIGTERM);
	sigdelset(unblocked, SIGINT);
}

/*
 * The tree of a run has one CPU, so that its processes take turns (clock.c). The supervisor shares it: the two work in turn
 * as well, and waking another CPU at every stop costs the program three times as much, and unevenly.
 */
static void pin(unsigned slot)
{
	cpu_set_t allowed, one;
	if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
		return;
	unsigned wanted = slot % (unsigned)CPU_COUNT(&allowed);
	for (size_t cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &allowed) || wanted-- > 0)
			continue;
		CPU_ZERO(&one);
		CPU_SET(cpu, &one);
		sched_setaffinity(0, sizeof one, &one);
		return;
	}
}

static int prepare(struct run *run)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* the rests of bubblewrap are ours to reap, whoever is pid 1 here */
	setsid();
	prefer(getpid(), -20);
	pin(run->options.slot);
	if (clock_create(run) != 0)
		return -1;
	cgroup_create(run);
	if (network_create(run) != 0 || jail_start(run) != 0)
		return -1;
	if (watch(run, run->dns_file, &run->dns_file) != 0 || watch(run, run->gateway_file, &run->gateway_file) != 0 ||
	    watch(run, run->stdout_pipe[0], &run->stdout_pipe) != 0 ||
	    watch(run, run->stderr_pipe[0], &run->stderr_pipe) != 0)
		return -1;
	return 0;
}

int main(int argc, char **argv)
{
	struct run *run = &the_run;
	sigset_t unblocked;
	char problem[256];
	run->supervisor_started_real_ns = real_ns();
	run->bridge_file = run->gateway_file = run->dns_file = run->epoll_file = -1;
	run->bridge_deadline = NEVER;
	run->first_held = NEVER;
	if (fcntl(3, F_GETFD) < 0) {
		fprintf(stderr, "interleave-supervisor: descriptor 3 must be open; the timeline is written there\n");
		return 2;
	}
	fcntl(3, F_SETFD, FD_CLOEXEC);
	prepare_signals(&unblocked);
	if (options_parse(&run->options, argc, argv, problem, sizeof problem) != 0)
		fail(run, "options", "%s", problem);
	else if (prepare(run) == 0)
		supervise(run, &unblocked);
	if (run->started)
		clock_update(run);
	output_drain(run);
	close_lanes(run);
	uint64_t peak = cgroup_memory_peak(run);
	run->memory_peak = peak > run->memory_peak ? peak : run->memory_peak;
	for (size_t i = 0; i < early_count; i++)
		kill(early[i], SIGKILL);
	jail_kill(run);
	clock_hide(run);
	bridge_finish(run);
	cgroup_remove(run);
	record_result(run);
	return 0;
}
