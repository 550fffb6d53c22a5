/* Limits of a run that the supervisor watches itself; what the kernel enforces besides is set in jail.c and cgroup.c. */
#include "supervisor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY_EVERY_NS (10 * NS_PER_MS)
/* Of the limit of real time, on a host however busy (`realTimePatience` of sandboxes/protocol.ts). */
#define PATIENCE 3

static uint64_t resident_bytes(pid_t pid)
{
	char path[64];
	unsigned long pages = 0;
	snprintf(path, sizeof path, "/proc/%d/statm", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%*u %lu", &pages) != 1)
		pages = 0;
	fclose(file);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Pages that a forked process shares with others counted once among them; dear to read. */
static uint64_t proportional_bytes(pid_t pid)
{
	uint64_t kilobytes = 0;
	proc_field(pid, "smaps_rollup", "Pss", 10, &kilobytes);
	return kilobytes * 1024;
}

static uint64_t sum(struct run *run, uint64_t (*bytes_of)(pid_t))
{
	uint64_t total = 0;
	FOR_EACH_PROCESS(run, process)
		total += bytes_of(process->pid);
	return total;
}

static void check_memory(struct run *run)
{
	uint64_t bytes = sum(run, resident_bytes);
	if (bytes > run->options.memory_bytes)
		bytes = sum(run, proportional_bytes);
	if (bytes > run->memory_peak)
		run->memory_peak = bytes;
	if (bytes > run->options.memory_bytes || cgroup_oom_killed(run))
		conclude(run, OUTCOME_OUT_OF_MEMORY);
}

/*
 * Is the limit of real time reached? What the tree and its supervisor spent waiting for a CPU is the host's load, not the
 * program's doing, and is not counted; or a right program would fail on a busy evening.
 */
static bool real_time_is_over(struct run *run, uint64_t real)
{
	uint64_t limit = run->options.real_ms * NS_PER_MS;
	uint64_t passed = real - run->started_real_ns;
	if (passed <= limit)
		return false;
	uint64_t queued = proc_schedule(getpid()).queued_ns;
	FOR_EACH_TASK(run, task) {
		if (task->process)
			queued += proc_schedule(task->tid).queued_ns;
	}
	return passed > PATIENCE * limit || passed - (queued < passed ? queued : passed) > limit;
}

void limits_check(struct run *run)
{
	uint64_t real = real_ns();
	if (run->cpu_total_ns > run->options.cpu_ms * NS_PER_MS)
		conclude(run, OUTCOME_CPU_EXCEEDED);
	if (run->now > run->options.virtual_ms * NS_PER_MS)
		conclude(run, OUTCOME_TIMED_OUT_VIRTUAL);
	if (real_time_is_over(run, real))
		conclude(run, OUTCOME_TIMED_OUT_REAL);
	if (real - run->memory_checked_real_ns >= MEMORY_EVERY_NS) {
		run->memory_checked_real_ns = real;
		check_memory(run);
	}
}
