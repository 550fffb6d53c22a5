/*
 * Output. A write to one of the two pipes that we gave, by whatever descriptor, is copied at its stop and said to be done: so
 * the lane and the time are exact, and nobody ever waits for a full pipe. What arrives through a pipe itself (sendfile,
 * splice) is kept too, without a lane.
 */
#include "supervisor.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PROBE_DESCRIPTOR 1023
#define PART_BYTES 65536
#define MAX_IOVECS 1024

static uint8_t part[PART_BYTES];

static void keep(struct run *run, int lane, bool is_stderr, size_t length)
{
	uint64_t room = run->options.output_bytes - run->output_bytes;
	size_t kept = length < room ? length : (size_t)room;
	if (kept > 0)
		record_output(run, lane, is_stderr, part, kept);
	run->output_bytes += kept;
	if (kept < length)
		conclude(run, OUTCOME_OUTPUT_EXCEEDED);
}

/* Copies one buffer of the program; returns the bytes taken. */
static size_t take(struct run *run, const struct task *task, bool is_stderr, uint64_t address, uint64_t length)
{
	size_t done = 0;
	while (done < length && run->outcome == OUTCOME_NONE) {
		size_t wanted = length - done < PART_BYTES ? (size_t)(length - done) : PART_BYTES;
		size_t got = trace_read(task, address + done, part, wanted);
		if (got > 0)
			keep(run, task->lane, is_stderr, got);
		done += got;
		if (got < wanted)
			break;
	}
	return done;
}

static int64_t take_vector(struct run *run, const struct task *task, bool is_stderr,
			   const struct user_regs_struct *regs)
{
	static struct iovec vectors[MAX_IOVECS];
	size_t count = regs->rdx < MAX_IOVECS ? (size_t)regs->rdx : MAX_IOVECS;
	if (trace_read(task, regs->rsi, vectors, count * sizeof *vectors) != count * sizeof *vectors)
		return -EFAULT;
	int64_t done = 0;
	for (size_t i = 0; i < count; i++)
		done += (int64_t)take(run, task, is_stderr, (uint64_t)(uintptr_t)vectors[i].iov_base,
				      vectors[i].iov_len);
	return done;
}

static void take_report(struct run *run, const struct task *task, struct user_regs_struct *regs)
{
	size_t wanted = regs->rdx < PART_BYTES ? (size_t)regs->rdx : PART_BYTES;
	size_t got = trace_read(task, regs->rsi, part, wanted);
	record_reported(run, task->lane, part, got);
	trace_fake_result(task, regs, (int64_t)regs->rdx);
}

/* False: the kernel makes the write. */
bool output_write(struct run *run, struct task *task, struct user_regs_struct *regs)
{
	int descriptor = (int)regs->rdi;
	if (descriptor == PROBE_DESCRIPTOR) {
		if (!run->options.probe)
			return false;
		take_report(run, task, regs);
		return true;
	}
	uint64_t inode = trace_descriptor_inode(task, descriptor, "pipe");
	if (inode == 0 || (inode != run->stdout_inode && inode != run->stderr_inode))
		return false;
	bool is_stderr = inode == run->stderr_inode;
	int64_t done;
	if (regs->orig_rax == SYS_writev)
		done = take_vector(run, task, is_stderr, regs);
	else
		done = (int64_t)take(run, task, is_stderr, regs->rsi, regs->rdx);
	trace_fake_result(task, regs, done == 0 && regs->rdx > 0 ? -EFAULT : done);
	return true;
}

static void add_complaint(struct run *run, const char *text)
{
	size_t used = strlen(run->jail_complaint);
	snprintf(run->jail_complaint + used, sizeof run->jail_complaint - used, "%s", text);
}

static void drain(struct run *run, int file, bool is_stderr)
{
	for (;;) {
		ssize_t count = read(file, part, sizeof part - 1);
		if (count <= 0)
			return;
		run->activity++;
		part[count] = '\0';
		if (run->started)
			keep(run, -1, is_stderr, (size_t)count);
		else
			add_complaint(run, (const char *)part);
	}
}

void output_drain(struct run *run)
{
	drain(run, run->stdout_pipe[0], false);
	drain(run, run->stderr_pipe[0], true);
}
