/*
 * The replacement vDSO: what glibc calls for clock_gettime and its kin inside a jail. Freestanding, one page of code, no
 * relocations. CPython reads the clock on every lock acquisition, so this must not trap: one real system call (the CPU
 * clock of the process, 0.2 µs) and a little arithmetic.
 */
#include "clock_page.h"

#include <stddef.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

extern const volatile struct clock_page clock_shared __attribute__((visibility("hidden")));
extern const volatile struct clock_private_page clock_private __attribute__((visibility("hidden")));

#define NS_PER_S UINT64_C(1000000000)

int __vdso_clock_gettime(clockid_t clock, struct timespec *now);
int __vdso_gettimeofday(struct timeval *now, void *zone);
time_t __vdso_time(time_t *now);
int __vdso_clock_getres(clockid_t clock, struct timespec *resolution);

static long syscall2(long number, long first, void *second)
{
	long result;
	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(first), "S"(second) : "rcx", "r11", "memory");
	return result;
}

static uint64_t virtual_ns(void)
{
	for (;;) {
		uint32_t sequence = __atomic_load_n(&clock_shared.sequence, __ATOMIC_ACQUIRE);
		if (sequence & 1) {
			__builtin_ia32_pause();
			continue;
		}
		uint64_t base = clock_shared.base_ns;
		uint64_t rate = clock_shared.rate;
		uint64_t seen = clock_shared.cpu_at_publish_ns[clock_private.slot % CLOCK_SLOTS];
		struct timespec cpu;
		syscall2(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &cpu);
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (__atomic_load_n(&clock_shared.sequence, __ATOMIC_RELAXED) != sequence)
			continue;
		uint64_t own = (uint64_t)cpu.tv_sec * NS_PER_S + (uint64_t)cpu.tv_nsec;
		uint64_t since = own > seen ? own - seen : 0;
		return base + (uint64_t)(((unsigned __int128)since * rate) >> 32);
	}
}

/* Zero of the clock on the virtual axis, or 0 for clocks that are not virtual (CPU clocks). */
static uint64_t zero_of(clockid_t clock)
{
	/* No switch: a jump table would need a relocation or a section that this image does not load. */
	if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI)
		return clock_shared.realtime_zero_ns;
	if (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_MONOTONIC_COARSE ||
	    clock == CLOCK_BOOTTIME)
		return clock_shared.monotonic_zero_ns;
	return 0;
}

int __vdso_clock_gettime(clockid_t clock, struct timespec *now)
{
	uint64_t zero = zero_of(clock);
	if (zero == 0)
		return (int)syscall2(SYS_clock_gettime, clock, now);
	uint64_t ns = zero + virtual_ns();
	now->tv_sec = (time_t)(ns / NS_PER_S);
	now->tv_nsec = (long)(ns % NS_PER_S);
	return 0;
}

int __vdso_gettimeofday(struct timeval *now, void *zone)
{
	(void)zone;
	if (now) {
		uint64_t ns = clock_shared.realtime_zero_ns + virtual_ns();
		now->tv_sec = (time_t)(ns / NS_PER_S);
		now->tv_usec = (suseconds_t)(ns % NS_PER_S / 1000);
	}
	return 0;
}

time_t __vdso_time(time_t *now)
{
	time_t seconds = (time_t)((clock_shared.realtime_zero_ns + virtual_ns()) / NS_PER_S);
	if (now)
		*now = seconds;
	return seconds;
}

int __vdso_clock_getres(clockid_t clock, struct timespec *resolution)
{
	return (int)syscall2(SYS_clock_getres, clock, resolution);
}
