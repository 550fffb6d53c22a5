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
 * What the program left in its folder is listed at the very end (left_files.c).
 *
 * One loop (below) does it all: handle every stop (stops.c), then every readable descriptor, then the clock; if nothing was to be
 * done, look whether everything waits. The loop ends with an outcome, the jail is killed, and one result line is written.
 * A failure of ours names its step and becomes the outcome `sandbox-fault`; a student never pays for it.
 */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* Between two looks at an unchanged tree; less would starve it of its CPU on a small host. */
#define SHORTEST_PAUSE_NS (40 * NS_PER_US)
#define LONGEST_PAUSE_NS NS_PER_MS
#define SURVEY_EVERY_NS (100 * NS_PER_US)
/* bubblewrap sets up a jail in 4 ms; on a host this much busier something is wrong. */
#define JAIL_START_NS (20 * NS_PER_S)

static struct run the_run;
static volatile sig_atomic_t interrupted;

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
		bool busy = stops_handle(run);
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
			waits_fire(run, false);
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
		record_lane_end(run, task->lane, run->now, proc_schedule(task->tid).cpu_ns, -1, SIGKILL);
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

static int prepare(struct run *run)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* the rests of bubblewrap are ours to reap, whoever is pid 1 here */
	setsid();
	host_prefer(getpid(), -20);
	host_pin(run->options.slot);
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
	run->bridge_file = run->gateway_file = run->dns_file = run->epoll_file = run->box_file = -1;
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
	unannounced_kill_all();
	jail_kill(run);
	clock_hide(run);
	bridge_finish(run);
	left_files_record(run);
	cgroup_remove(run);
	record_result(run);
	return 0;
}
