/*
 * Virtual time = the time the tree would have taken on VIRTUAL_CORES cores of its own, plus what was skipped.
 *
 * The tree of a run is pinned to one CPU of the host, so its processes take turns; the CPU time that they used together,
 * divided by the number of them that could run (at most the number of cores), is the time that passed. Threads of one
 * process count once: they hold the GIL in turn. Nothing here depends on how loaded the host is.
 */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern const uint8_t vdso_image[], vdso_image_end[];

const char clock_path_in_jail[] = "/.clock";

/*
 * The date at which a program starts: 2026-01-01T09:00:00Z, so that runs can be repeated, and some seconds more for
 * another seed: a program that seeds its random numbers with the time (`random.seed(int(time.time()))`) gets others.
 */
#define REALTIME_ZERO_NS (UINT64_C(1767258000) * NS_PER_S)
/* Not 0: programs treat a monotonic clock near 0 as a machine that has just booted. */
#define MONOTONIC_ZERO_NS (UINT64_C(1000) * NS_PER_S)

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec now;
	if (clock_gettime(clock, &now) != 0)
		return 0;
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

uint64_t real_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

/* Clock ids of other processes are the complement of the pid and three bits (include/linux/posix-timers.h). */
static uint64_t process_cpu_ns(pid_t pid)
{
	return clock_ns((clockid_t)(~(unsigned)pid << 3 | 2));
}

int clock_create(struct run *run)
{
	size_t image_bytes = (size_t)(vdso_image_end - vdso_image);
	size_t total = 2 * CLOCK_PAGE_BYTES + (image_bytes + CLOCK_PAGE_BYTES - 1) / CLOCK_PAGE_BYTES * CLOCK_PAGE_BYTES;
	snprintf(run->page_path, sizeof run->page_path, "%s.clock", run->options.staging);
	int file = open(run->page_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (file < 0)
		return fail(run, "clock-file", "%s: %s", run->page_path, strerror(errno));
	if (fchmod(file, 0644) != 0 || ftruncate(file, (off_t)total) != 0 ||
	    pwrite(file, vdso_image, image_bytes, 2 * CLOCK_PAGE_BYTES) != (ssize_t)image_bytes)
		return fail(run, "clock-file", "%s", strerror(errno));
	void *page = mmap(NULL, CLOCK_PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (page == MAP_FAILED)
		return fail(run, "clock-map", "%s", strerror(errno));
	run->page = page;
	close(file);
	run->page_file_bytes = total;
	run->page->realtime_zero_ns = REALTIME_ZERO_NS + run->options.seed % 3600 * NS_PER_S;
	run->page->monotonic_zero_ns = MONOTONIC_ZERO_NS;
	run->page->rate = CLOCK_RATE_ONE;
	run->runnable = 1;
	return 0;
}

void clock_hide(struct run *run)
{
	unlink(run->page_path);
}

static unsigned cores_in_use(const struct run *run)
{
	unsigned n = run->runnable < 1 ? 1 : run->runnable;
	return n > VIRTUAL_CORES ? VIRTUAL_CORES : n;
}

static void publish(struct run *run)
{
	struct clock_page *page = run->page;
	__atomic_store_n(&page->sequence, page->sequence + 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	page->base_ns = run->now;
	page->rate = CLOCK_RATE_ONE / cores_in_use(run);
	for (size_t i = 0; i < run->processes_end; i++)
		page->cpu_at_publish_ns[i] = run->processes[i].cpu_seen_ns;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&page->sequence, page->sequence + 1, __ATOMIC_RELEASE);
}

void clock_start(struct run *run)
{
	run->started = true;
	run->now = 0;
	run->cpu_total_ns = 0;
	run->started_real_ns = real_ns();
	FOR_EACH_PROCESS(run, process)
		process->cpu_seen_ns = process_cpu_ns(process->pid);
	publish(run);
}

void clock_update(struct run *run)
{
	if (!run->started)
		return;
	uint64_t used = 0;
	FOR_EACH_PROCESS(run, process) {
		uint64_t cpu = process_cpu_ns(process->pid);
		if (cpu > process->cpu_seen_ns) {
			used += cpu - process->cpu_seen_ns;
			process->cpu_seen_ns = cpu;
		}
	}
	if (used == 0)
		return;
	run->cpu_total_ns += used;
	run->now += used / cores_in_use(run);
	publish(run);
}

void clock_set_runnable(struct run *run, unsigned runnable)
{
	unsigned before = cores_in_use(run);
	run->runnable = runnable;
	if (cores_in_use(run) == before)
		return;
	/* What was used until now counts at the rate that the readers had. */
	run->runnable = before;
	clock_update(run);
	run->runnable = runnable;
	publish(run);
}

void clock_skip(struct run *run, uint64_t to)
{
	if (to > run->now)
		run->now = to;
	publish(run);
}
