/*
 * Randomness of the operating system, answered from the scenario's seed: each task has a generator of its own, seeded by
 * where it stands in the family, so that the order in which tasks run changes nothing.
 */
#include "supervisor.h"

#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to seed the generators of programs. */
static uint64_t next(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void random_bytes(uint64_t *state, void *bytes, size_t length)
{
	uint8_t *to = bytes;
	while (length > 0) {
		uint64_t word = next(state);
		size_t part = length < sizeof word ? length : sizeof word;
		memcpy(to, &word, part);
		to += part;
		length -= part;
	}
}

uint64_t random_child_seed(struct task *parent)
{
	uint64_t lineage = parent->seed ^ (++parent->children * UINT64_C(0xd1342543de82ef95));
	return next(&lineage);
}

/* getrandom(buffer, length, flags): the kernel itself answers at most 32 MiB at once; so do we, by parts. */
void random_call(struct task *task, struct user_regs_struct *regs)
{
	uint8_t bytes[4096];
	uint64_t length = regs->rsi < 1 << 20 ? regs->rsi : 1 << 20;
	uint64_t done = 0;
	while (done < length) {
		size_t part = length - done < sizeof bytes ? (size_t)(length - done) : sizeof bytes;
		random_bytes(&task->seed, bytes, part);
		size_t written = trace_write(task, regs->rdi + done, bytes, part);
		done += written;
		if (written < part)
			break;
	}
	trace_fake_result(task, regs, done > 0 || length == 0 ? (int64_t)done : -14 /* EFAULT */);
}
