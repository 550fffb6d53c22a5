/*
 * A program was executed inside the jail: before its first instruction, it is given the clock. The supervisor makes it map
 * the page and the replacement vDSO by calls of its own, and points the auxiliary vector there (getauxval(3)), where libc
 * looks for the vDSO.
 */
#include "supervisor.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define RED_ZONE 512
#define MAX_AUXV_WORDS 8192

/* Waits for the next stop of the system call being made; false if the task is gone. Signals are put off. */
static bool next_stop(const struct task *task, int *put_off)
{
	for (;;) {
		int status;
		if (ptrace(PTRACE_SYSCALL, task->tid, NULL, NULL) != 0 || waitpid(task->tid, &status, __WALL) < 0)
			return false;
		if (!WIFSTOPPED(status))
			return false;
		int signal = WSTOPSIG(status);
		if (signal == (SIGTRAP | 0x80))
			return true;
		if (status >> 16 == 0)
			*put_off = signal;
	}
}

struct injection {
	const struct task *task;
	struct user_regs_struct at_entry;
	int put_off;
};

/* Makes the task do one system call; its result, or a negative error. */
static int64_t inject(struct injection *injection, long number, const uint64_t arguments[6])
{
	struct user_regs_struct regs = injection->at_entry;
	regs.rax = (unsigned long long)number;
	regs.orig_rax = (unsigned long long)-1;
	regs.rdi = arguments[0];
	regs.rsi = arguments[1];
	regs.rdx = arguments[2];
	regs.r10 = arguments[3];
	regs.r8 = arguments[4];
	regs.r9 = arguments[5];
	if (trace_set_registers(injection->task, &regs) != 0 || !next_stop(injection->task, &injection->put_off) ||
	    !next_stop(injection->task, &injection->put_off) || trace_get_registers(injection->task, &regs) != 0)
		return -ESRCH;
	return (int64_t)regs.rax;
}

static int poke(const struct task *task, uint64_t address, uint64_t word)
{
	return ptrace(PTRACE_POKEDATA, task->tid, (void *)(uintptr_t)address, (void *)(uintptr_t)word) == 0 ? 0 : -1;
}

/* Maps the clock; the address of its first page, or a negative error. */
static int64_t map_clock(struct run *run, struct injection *injection)
{
	uint64_t path = injection->at_entry.rsp - RED_ZONE;
	size_t path_length = strlen(clock_path_in_jail) + 1;
	if (trace_write(injection->task, path, clock_path_in_jail, path_length) != path_length)
		return -EFAULT;
	int64_t file = inject(injection, SYS_openat, (uint64_t[6]){(uint64_t)AT_FDCWD, path, O_RDONLY});
	if (file < 0)
		return file;
	int64_t base = inject(injection, SYS_mmap, (uint64_t[6]){0, run->page_file_bytes, PROT_READ | PROT_EXEC,
								  MAP_PRIVATE, (uint64_t)file, 0});
	if (base < 0)
		return base;
	int64_t shared = inject(injection, SYS_mmap, (uint64_t[6]){(uint64_t)base, CLOCK_PAGE_BYTES, PROT_READ,
								    MAP_SHARED | MAP_FIXED, (uint64_t)file, 0});
	/* What bubblewrap passed on is closed with it, the first time; later descriptors are the program's own. */
	if (run->started)
		inject(injection, SYS_close, (uint64_t[6]){(uint64_t)file});
	else
		inject(injection, SYS_close_range, (uint64_t[6]){3, ~0U, 0});
	return shared < 0 ? shared : base;
}

/* Replaces the address of the vDSO and the 16 random bytes of libc in the auxiliary vector. */
static bool change_auxv(struct task *task, uint64_t stack, uint64_t vdso)
{
	uint64_t word, at = stack + sizeof word;
	size_t strings = 0;
	for (size_t words = 0; words < MAX_AUXV_WORDS && strings < 2; words++, at += sizeof word) {
		if (trace_read(task, at, &word, sizeof word) != sizeof word)
			return false;
		strings += word == 0; /* the end of the arguments, then of the environment */
	}
	for (size_t words = 0; words < 64; words++, at += 2 * sizeof word) {
		uint64_t pair[2];
		if (trace_read(task, at, pair, sizeof pair) != sizeof pair || pair[0] == AT_NULL)
			return words > 0;
		if (pair[0] == AT_SYSINFO_EHDR) {
			if (trace_write(task, at + sizeof word, &vdso, sizeof vdso) != sizeof vdso)
				return false;
		} else if (pair[0] == AT_RANDOM) {
			uint8_t bytes[16];
			random_bytes(&task->seed, bytes, sizeof bytes);
			trace_write(task, pair[1], bytes, sizeof bytes);
		}
	}
	return false;
}

int executed(struct run *run, struct task *task)
{
	struct injection injection = {.task = task};
	uint64_t saved_code;
	static const uint8_t syscall_instruction[] = {0x0f, 0x05};
	/* From the stop inside execve to its exit, where the registers are those of the new program. */
	if (!next_stop(task, &injection.put_off) || trace_get_registers(task, &injection.at_entry) != 0)
		return 0; /* killed in the meantime */
	uint64_t entry = injection.at_entry.rip;
	if (trace_read(task, entry, &saved_code, sizeof saved_code) != sizeof saved_code)
		return fail(run, "clock-inject", "the first instruction cannot be read");
	uint64_t code = saved_code;
	memcpy(&code, syscall_instruction, sizeof syscall_instruction);
	if (poke(task, entry, code) != 0)
		return fail(run, "clock-inject", "%s", strerror(errno));
	int64_t base = map_clock(run, &injection);
	if (base == -ESRCH)
		return 0;
	if (base < 0)
		return fail(run, "clock-inject", "%s", strerror((int)-base));
	uint64_t first_page = (uint64_t)base;
	task->process->private_page = first_page + CLOCK_PAGE_BYTES;
	if (poke(task, entry, saved_code) != 0 || poke(task, task->process->private_page, task->process->slot) != 0 ||
	    !change_auxv(task, injection.at_entry.rsp, first_page + 2 * CLOCK_PAGE_BYTES) ||
	    trace_set_registers(task, &injection.at_entry) != 0)
		return fail(run, "clock-inject", "the new program cannot be changed");
	if (injection.put_off != 0)
		syscall(SYS_tgkill, task->process->pid, task->tid, injection.put_off);
	return 0;
}
