/*
 * The two pages that carry virtual time into every process of a jail. They precede the replacement vDSO in memory:
 *
 *   page 0  shared, read-only to the program: written by the supervisor alone
 *   page 1  private to the process: only the number of its slot
 *   page 2… the replacement vDSO (vdso.c)
 *
 * A reader computes  base + (own CPU time − cpu_at_publish[slot]) × rate  and repeats while `sequence` changes.
 * It cannot run ahead of the supervisor, which adds the CPU time of all processes at the same rate.
 */
#ifndef INTERLEAVE_CLOCK_PAGE_H
#define INTERLEAVE_CLOCK_PAGE_H

#include <stdint.h>

#define CLOCK_PAGE_BYTES 4096
#define CLOCK_SLOTS 128
#define CLOCK_RATE_ONE (UINT64_C(1) << 32)

struct clock_page {
	uint32_t sequence; /* odd while being written */
	uint32_t reserved;
	uint64_t base_ns;           /* virtual time at publication */
	uint64_t rate;              /* virtual ns per CPU ns, 32.32 fixed point, at most 1 */
	uint64_t realtime_zero_ns;  /* CLOCK_REALTIME when virtual time is 0 */
	uint64_t monotonic_zero_ns; /* CLOCK_MONOTONIC when virtual time is 0 */
	uint64_t cpu_at_publish_ns[CLOCK_SLOTS];
};

struct clock_private_page {
	uint64_t slot;
};

#endif
