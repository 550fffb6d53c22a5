/*
 * A program was executed inside the jail: before its first instruction, it is given the clock. The supervisor makes it map
 * the page and the replacement vDSO by calls of its own, and points the auxiliary vector there (getauxval(3)), where libc
 * looks for the vDSO.
 */
#include "supervisor.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define RED_ZONE 512
/* Arguments and environment may be 2 MiB on the stack, each string with a pointer of 8 bytes (execve(2), ARG_MAX). */
#define MAX_STACK_WORDS (1 << 19)
#define CHUNK_WORDS 512
#define MAX_PUT_OFF 16

static bool is_fault_of_code(int signal)
{
	return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE || signal == SIGSYS ||
	       signal == SIGTRAP;
}

/*
 * Waits for the next stop of the system call being made; false if the task is ending. Then its status is left for the main
 * loop, which handles the end of every task. Signals are put off, but a program whose first instruction cannot even run is
 * killed: it would fault for ever.
 */
static bool next_stop(const struct task *task, int *put_off)
{
	for (int tries = 0; tries < MAX_PUT_OFF; tries++) {
		siginfo_t info;
		int status;
		memset(&info, 0, sizeof info);
		if (ptrace(PTRACE_SYSCALL, task->tid, NULL, NULL) != 0 ||
		    waitid(P_PID, (id_t)task->tid, &info, WEXITED | WSTOPPED | WNOWAIT | __WALL) != 0)
			return false;
		bool stopped = info.si_code == CLD_TRAPPED || info.si_code == CLD_STOPPED;
		if (!stopped || info.si_status >> 8 == PTRACE_EVENT_EXIT)
			return false;
		if (waitpid(task->tid, &status, __WALL) < 0)
			return false;
		int signal = WSTOPSIG(status);
		if (signal == (SIGTRAP | 0x80))
			return true;
		if (status >> 16 != 0)
			continue;
		if (is_fault_of_code(signal))
			break;
		*put_off = signal;
	}
	kill(task->tid, SIGKILL);
	return false;
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

/* Opens the clock; the program may have used up its descriptors or lowered their number. */
static int64_t open_with_room(struct injection *injection, uint64_t path)
{
	const uint64_t arguments[6] = {(uint64_t)AT_FDCWD, path, O_RDONLY};
	struct rlimit before, more = {2048, 2048};
	int64_t file = inject(injection, SYS_openat, arguments);
	if (file != -EMFILE || prlimit(injection->task->tid, RLIMIT_NOFILE, &more, &before) != 0)
		return file;
	file = inject(injection, SYS_openat, arguments);
	prlimit(injection->task->tid, RLIMIT_NOFILE, &before, NULL);
	return file;
}

/* Maps the clock; the address of its first page, or a negative error. */
static int64_t map_clock(struct run *run, struct injection *injection)
{
	uint64_t path = injection->at_entry.rsp - RED_ZONE;
	size_t path_length = strlen(clock_path_in_jail) + 1;
	if (trace_write(injection->task, path, clock_path_in_jail, path_length) != path_length)
		return -EFAULT;
	int64_t file = open_with_room(injection, path);
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

/* The vector follows the count, the arguments, NULL, the environment, NULL; 0 if it cannot be found. */
static uint64_t auxv_address(const struct task *task, uint64_t stack)
{
	uint64_t words[CHUNK_WORDS], at = stack + sizeof *words;
	size_t ends = 0;
	for (size_t seen = 0; seen < MAX_STACK_WORDS;) {
		size_t count = trace_read(task, at, words, sizeof words) / sizeof *words;
		for (size_t i = 0; i < count; i++) {
			ends += words[i] == 0;
			if (ends == 2)
				return at + (i + 1) * sizeof *words;
		}
		if (count == 0)
			return 0;
		seen += count;
		at += count * sizeof *words;
	}
	return 0;
}

/* Replaces the address of the vDSO and the 16 random bytes of libc in the auxiliary vector. */
static bool change_auxv(struct task *task, uint64_t stack, uint64_t vdso)
{
	uint64_t at = auxv_address(task, stack);
	if (at == 0)
		return false;
	for (size_t words = 0; words < 64; words++, at += 2 * sizeof at) {
		uint64_t pair[2];
		if (trace_read(task, at, pair, sizeof pair) != sizeof pair || pair[0] == AT_NULL)
			return words > 0;
		if (pair[0] == AT_SYSINFO_EHDR) {
			if (trace_write(task, at + sizeof at, &vdso, sizeof vdso) != sizeof vdso)
				return false;
		} else if (pair[0] == AT_RANDOM) {
			uint8_t bytes[16];
			random_bytes(&task->seed, bytes, sizeof bytes);
			trace_write(task, pair[1], bytes, sizeof bytes);
		}
	}
	return false;
}

/*
 * What fails before the program began is our fault. Later, it is an odd program that the student's own made and executed:
 * it cannot run without the clock, so it is killed.
 */
static int refuse(struct run *run, const struct task *task, const char *why)
{
	if (!run->started)
		return fail(run, "clock-inject", "%s", why);
	kill(task->tid, SIGKILL);
	return EXECUTED_GONE;
}

int executed(struct run *run, struct task *task)
{
	struct injection injection = {.task = task};
	static const uint8_t syscall_instruction[] = {0x0f, 0x05};
	/* From the stop inside execve to its exit, where the registers are those of the new program. */
	if (!next_stop(task, &injection.put_off) || trace_get_registers(task, &injection.at_entry) != 0)
		return EXECUTED_GONE;
	uint64_t entry = injection.at_entry.rip;
	errno = 0;
	uint64_t saved_code = (uint64_t)ptrace(PTRACE_PEEKDATA, task->tid, (void *)(uintptr_t)entry, NULL);
	if (errno != 0)
		return refuse(run, task, "the first instruction cannot be read");
	uint64_t code = saved_code;
	memcpy(&code, syscall_instruction, sizeof syscall_instruction);
	if (poke(task, entry, code) != 0)
		return refuse(run, task, strerror(errno));
	int64_t base = map_clock(run, &injection);
	if (base == -ESRCH)
		return EXECUTED_GONE;
	if (base < 0)
		return refuse(run, task, strerror((int)-base));
	uint64_t first_page = (uint64_t)base;
	task->process->private_page = first_page + CLOCK_PAGE_BYTES;
	if (poke(task, entry, saved_code) != 0 || poke(task, task->process->private_page, task->process->slot) != 0 ||
	    !change_auxv(task, injection.at_entry.rsp, first_page + 2 * CLOCK_PAGE_BYTES) ||
	    trace_set_registers(task, &injection.at_entry) != 0)
		return refuse(run, task, "the new program cannot be changed");
	if (injection.put_off != 0)
		syscall(SYS_tgkill, task->process->pid, task->tid, injection.put_off);
	return 0;
}
