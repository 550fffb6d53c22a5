/*
 * Is everything waiting? Only then may time jump, and one wrong yes is a wrong time. A look takes down, for every task that
 * was let go, the system call it sleeps in and how often it was scheduled; when a second look finds the same, nothing
 * happened in between that the supervisor has not handled, no packet is on its way, and the stand-in internet has answered
 * that it is idle, then nothing can happen before the next deadline. (The system call alone is not enough: a thread that is
 * being woken still looks blocked.)
 */
#include "frames.h"
#include "supervisor.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* With sockets about, timers of TCP run in real time; without, this only doubts our own eyes. */
#define DEADLOCK_NS (20 * NS_PER_MS)
#define DEADLOCK_WITH_SOCKETS_NS (300 * NS_PER_MS)

static uint64_t deadlock_since;

static ssize_t read_small(const struct task *task, int *file, const char *name, char *text, size_t size)
{
	if (*file < 0) {
		char path[64];
		snprintf(path, sizeof path, "/proc/%d/task/%d/%s", task->process->pid, task->tid, name);
		*file = open(path, O_RDONLY | O_CLOEXEC);
	}
	ssize_t length = *file < 0 ? -1 : pread(*file, text, size - 1, 0);
	text[length > 0 ? length : 0] = '\0';
	return length;
}

void quiet_forget(struct task *task)
{
	int *files[] = {&task->syscall_file, &task->schedstat_file, &task->stat_file};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (*files[i] >= 0)
			close(*files[i]);
		*files[i] = -1;
	}
}

/* State letter of proc(5); the name before it may contain anything but ends with the last parenthesis. */
static char state_of(struct task *task)
{
	char text[512];
	if (read_small(task, &task->stat_file, "stat", text, sizeof text) <= 0)
		return 'X';
	const char *end = strrchr(text, ')');
	return end && end[1] == ' ' ? end[2] : 'X';
}

static bool is_looked_at(const struct task *task)
{
	return task->process && task->state == TASK_RUNNING;
}

/* Reads the system call that the task is blocked in; false while it runs. */
static bool read_call(struct task *task)
{
	char text[256];
	if (read_small(task, &task->syscall_file, "syscall", text, sizeof text) <= 0)
		return false;
	char *at = text;
	long number = strtol(at, &at, 10);
	if (at == text || number < 0)
		return false;
	task->seen_syscall = number;
	for (size_t i = 0; i < 6; i++)
		task->seen_arguments[i] = strtoull(at, &at, 16);
	return true;
}

/* Draws a wait that the filter does not stop on: one without a timeout. */
static void note_wait(struct run *run, struct task *task)
{
	if (task->wait.active)
		return;
	span_set(run, task, SPAN_WAITING, blocked_on(task), ENDED_WOKEN);
	if (run->has_socket_limits)
		socket_wait_note(run, task);
}

static void note_running(struct run *run, struct task *task)
{
	if (!task->wait.active)
		span_set(run, task, SPAN_RUNNING, ON_NOTHING, ENDED_WOKEN);
}

/* What a task that was seen waiting waits on matters again only if that may end after a time. */
static bool is_looked_for(const struct run *run, const struct task *task)
{
	return task->span_kind == SPAN_RUNNING || run->has_socket_limits;
}

void survey(struct run *run)
{
	unsigned runnable = 0;
	FOR_EACH_PROCESS(run, process)
		process->runnable = false;
	FOR_EACH_TASK(run, task) {
		if (!is_looked_at(task) || task->in_vfork)
			continue;
		char state = state_of(task);
		if (state == 'R' || state == 'D') {
			runnable += !task->process->runnable;
			task->process->runnable = true;
			note_running(run, task);
		} else if (state == 'S' && !task->wait.active && is_looked_for(run, task) && read_call(task)) {
			note_wait(run, task);
		}
	}
	clock_set_runnable(run, runnable);
}

static bool read_schedule(struct task *task, uint64_t *cpu, uint64_t *slices)
{
	char text[128];
	if (read_small(task, &task->schedstat_file, "schedstat", text, sizeof text) <= 0)
		return false;
	char *at = text;
	*cpu = strtoull(at, &at, 10);
	strtoull(at, &at, 10);
	*slices = strtoull(at, &at, 10);
	return true;
}

/* One look at every task. `again`: what is seen must equal the look before. */
static bool all_wait(struct run *run, bool again)
{
	FOR_EACH_TASK(run, task) {
		if (!task->process)
			continue;
		/* A first thread that has ended stays until the others have. */
		if (task->state == TASK_ENDING && task->is_process && tasks_of(run, task->process) > 1)
			continue;
		if (task->state == TASK_NEW || task->state == TASK_ENDING || task->wait.firing ||
		    task->socket_wait.firing)
			return false;
		if (task->state == TASK_HELD)
			continue;
		char state = state_of(task);
		if (state != 'S' && !(state == 'D' && task->in_vfork) && state != 'T' && state != 't')
			return false;
		if (state == 'S' && !read_call(task))
			return false;
		uint64_t cpu, slices;
		if (!read_schedule(task, &cpu, &slices))
			return false;
		if (again && (cpu != task->seen_cpu || slices != task->seen_slices))
			return false;
		task->seen_cpu = cpu;
		task->seen_slices = slices;
	}
	return true;
}

/* Packets queued on some CPU and not yet given to their socket (columns 12 and 13, net/core/net-procfs.c). */
static bool packets_under_way(void)
{
	char line[512];
	unsigned queued = 0, processing = 0;
	bool any = false;
	FILE *file = fopen("/proc/net/softnet_stat", "re");
	while (file && fgets(line, sizeof line, file)) {
		int found = sscanf(line, "%*x %*x %*x %*x %*x %*x %*x %*x %*x %*x %*x %*x %*x %x %x", &queued, &processing);
		any = any || (found == 2 && (queued || processing));
	}
	if (file)
		fclose(file);
	return any;
}

static bool stop_pending(void)
{
	siginfo_t info;
	memset(&info, 0, sizeof info);
	return waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT | __WALL) == 0 && info.si_pid != 0;
}

static bool input_pending(const struct run *run)
{
	struct epoll_event event;
	return epoll_wait(run->epoll_file, &event, 1, 0) > 0;
}

/* Everything waits and nothing will ever end it. */
static bool nothing_can_happen(struct run *run)
{
	uint64_t real = real_ns();
	uint64_t patience = run->next_connection > 0 || relay_is_stuck(run) ? DEADLOCK_WITH_SOCKETS_NS : DEADLOCK_NS;
	if (deadlock_since == 0)
		deadlock_since = real;
	if (real - deadlock_since < patience)
		return false;
	if (run->program_ended) {
		/* Workers that the program left behind, waiting for ever: the program itself came to its end. */
		conclude(run, WIFEXITED(run->program_status) ? OUTCOME_EXITED : OUTCOME_SIGNALLED);
		return true;
	}
	blocked_list(run);
	conclude(run, OUTCOME_DEADLOCKED);
	return true;
}

static void go_to(struct run *run, uint64_t deadline)
{
	uint64_t limit = run->options.virtual_ms * NS_PER_MS;
	clock_skip(run, deadline < limit ? deadline : limit);
	if (deadline > limit) {
		conclude(run, OUTCOME_TIMED_OUT_VIRTUAL);
		return;
	}
	if (run->bridge_file >= 0 && run->bridge_deadline <= run->now)
		bridge_send(run, FRAME_ADVANCE, 0, 0, NULL, 0);
	run->bridge_idle = false;
	waits_fire(run, true);
	timers_fire(run);
}

static bool act(struct run *run)
{
	clock_update(run);
	FOR_EACH_TASK(run, task) {
		if (is_looked_at(task))
			note_wait(run, task);
	}
	if (order_release(run))
		return true;
	uint64_t next = waits_next(run);
	uint64_t timer = timers_next(run);
	next = timer < next ? timer : next;
	if (run->bridge_file >= 0 && run->bridge_deadline < next)
		next = run->bridge_deadline;
	if (next == NEVER)
		return nothing_can_happen(run);
	go_to(run, next);
	return true;
}

bool quiet_step(struct run *run)
{
	if (!run->started || run->student_tasks == 0)
		return false;
	bool again = run->look_valid && run->look_activity == run->activity;
	if (run->look_activity != run->activity)
		deadlock_since = 0;
	if (run->next_connection > 0 && packets_under_way()) {
		run->look_valid = false;
		return false;
	}
	if (!all_wait(run, again)) {
		run->look_valid = false;
		return false;
	}
	if (!again) {
		run->look_valid = true;
		run->look_activity = run->activity;
		if (run->bridge_file >= 0) {
			run->bridge_idle = false;
			bridge_send(run, FRAME_SYNC, ++run->sync_token, 0, NULL, 0);
		}
		return false;
	}
	if ((run->bridge_file >= 0 && !run->bridge_idle) || stop_pending() || input_pending(run))
		return false;
	bool moved = act(run);
	if (moved)
		run->look_valid = false;
	return moved;
}
