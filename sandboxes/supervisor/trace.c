#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int trace_get_registers(const struct task *task, struct user_regs_struct *regs)
{
	return ptrace(PTRACE_GETREGS, task->tid, NULL, regs) == 0 ? 0 : -1;
}

int trace_set_registers(const struct task *task, const struct user_regs_struct *regs)
{
	return ptrace(PTRACE_SETREGS, task->tid, NULL, regs) == 0 ? 0 : -1;
}

size_t trace_read(const struct task *task, uint64_t address, void *to, size_t length)
{
	struct iovec local = {to, length}, remote = {(void *)(uintptr_t)address, length};
	ssize_t count = process_vm_readv(task->tid, &local, 1, &remote, 1, 0);
	return count < 0 ? 0 : (size_t)count;
}

size_t trace_write(const struct task *task, uint64_t address, const void *from, size_t length)
{
	struct iovec local = {(void *)(uintptr_t)from, length}, remote = {(void *)(uintptr_t)address, length};
	ssize_t count = process_vm_writev(task->tid, &local, 1, &remote, 1, 0);
	return count < 0 ? 0 : (size_t)count;
}

void trace_fake_result(const struct task *task, struct user_regs_struct *regs, int64_t result)
{
	regs->orig_rax = (unsigned long long)-1;
	regs->rax = (unsigned long long)result;
	trace_set_registers(task, regs);
}

void trace_continue(struct run *run, struct task *task, int signal)
{
	/* The exit of a rewritten wait must be seen, to give the registers back. */
	int request = task->wait.active ? PTRACE_SYSCALL : PTRACE_CONT;
	if (task->state == TASK_NEW)
		task->state = TASK_RUNNING;
	run->activity++;
	ptrace(request, task->tid, NULL, (void *)(intptr_t)signal);
}

int trace_steal_descriptor(const struct task *task, int descriptor)
{
	int pidfd = (int)syscall(SYS_pidfd_open, task->process->pid, 0);
	if (pidfd < 0)
		return -1;
	int copy = (int)syscall(SYS_pidfd_getfd, pidfd, descriptor, 0);
	close(pidfd);
	if (copy >= 0)
		fcntl(copy, F_SETFD, FD_CLOEXEC);
	return copy;
}

uint64_t trace_descriptor_inode(const struct task *task, int descriptor, const char *kind)
{
	char path[64], target[64];
	snprintf(path, sizeof path, "/proc/%d/fd/%d", task->tid, descriptor);
	ssize_t length = readlink(path, target, sizeof target - 1);
	if (length <= 0)
		return 0;
	target[length] = '\0';
	size_t kind_length = strlen(kind);
	if (strncmp(target, kind, kind_length) != 0 || strncmp(target + kind_length, ":[", 2) != 0)
		return 0;
	return strtoull(target + kind_length + 2, NULL, 10);
}
