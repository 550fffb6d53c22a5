/*
 * The seccomp program of a jail. It has two tasks: refuse what no program about concurrency needs and what has been used
 * to break out of containers, and stop on the few calls that the supervisor answers or times. Everything else runs at
 * full speed. bubblewrap installs it last, just before it executes the program (--seccomp).
 */
#include "supervisor.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_INSTRUCTIONS 512
#define ALLOW SECCOMP_RET_ALLOW
#define TRACE SECCOMP_RET_TRACE
#define REFUSE(error) (SECCOMP_RET_ERRNO | (error))
#define X32_BIT 0x40000000U

struct program {
	struct sock_filter code[MAX_INSTRUCTIONS];
	size_t length;
};

static void emit(struct program *program, uint16_t code, uint8_t yes, uint8_t no, uint32_t k)
{
	if (program->length < MAX_INSTRUCTIONS)
		program->code[program->length] = (struct sock_filter){code, yes, no, k};
	program->length++;
}

static void load(struct program *program, size_t offset)
{
	emit(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void load_argument(struct program *program, unsigned index)
{
	load(program, offsetof(struct seccomp_data, args) + index * sizeof(uint64_t));
}

static void answer(struct program *program, uint32_t action)
{
	emit(program, BPF_RET | BPF_K, 0, 0, action);
}

/* Expects the number of the call in the accumulator, and leaves it there. */
static void on_call(struct program *program, long number, uint32_t action)
{
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)number);
	answer(program, action);
}

static size_t begin_call(struct program *program, long number)
{
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, (uint32_t)number);
	return program->length - 1;
}

/* Ends the block of one call: what has not been answered inside is allowed. */
static void end_call(struct program *program, size_t begin)
{
	answer(program, ALLOW);
	if (begin < MAX_INSTRUCTIONS)
		program->code[begin].jf = (uint8_t)(program->length - begin - 1);
}

static void if_equal(struct program *program, uint32_t value, uint32_t action)
{
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value);
	answer(program, action);
}

static void if_any_bit(struct program *program, uint32_t bits, uint32_t action)
{
	emit(program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, bits);
	answer(program, action);
}

/* Stops on a call whose timeout is a pointer, when it is not NULL. */
static void trace_if_pointer(struct program *program, long number, unsigned argument)
{
	size_t begin = begin_call(program, number);
	load_argument(program, argument);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
	answer(program, TRACE);
	load(program, offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t) + 4);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
	answer(program, TRACE);
	end_call(program, begin);
}

/* Stops on a call whose timeout is an int of milliseconds, when it is positive. */
static void trace_if_positive(struct program *program, long number, unsigned argument)
{
	size_t begin = begin_call(program, number);
	load_argument(program, argument);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
	emit(program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, 0x80000000U);
	answer(program, ALLOW);
	answer(program, TRACE);
	end_call(program, begin);
}

static void refuse_escapes(struct program *program)
{
	static const long refused[] = {
		SYS_add_key,       SYS_keyctl,        SYS_request_key,   SYS_bpf,           SYS_perf_event_open,
		SYS_userfaultfd,   SYS_mount,         SYS_umount2,       SYS_pivot_root,    SYS_chroot,
		SYS_setns,         SYS_unshare,       SYS_ptrace,        SYS_process_vm_readv, SYS_process_vm_writev,
		SYS_move_mount,    SYS_open_tree,     SYS_fsopen,        SYS_fsconfig,      SYS_fsmount,
		SYS_fspick,        SYS_mount_setattr, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_swapon,
		SYS_swapoff,       SYS_reboot,        SYS_acct,          SYS_quotactl,      SYS_syslog,
		SYS_kexec_load,    SYS_kexec_file_load, SYS_init_module, SYS_finit_module,  SYS_delete_module,
		SYS_pidfd_getfd,   SYS_kcmp,          SYS_seccomp,       SYS_personality,   SYS_iopl,
		SYS_ioperm,        SYS_modify_ldt,    SYS_fanotify_init, SYS_lookup_dcookie, SYS_process_madvise,
		SYS_mbind,         SYS_migrate_pages, SYS_move_pages,    SYS_vmsplice,      SYS_settimeofday,
		SYS_clock_settime, SYS_adjtimex,      SYS_clock_adjtime, SYS_sethostname,   SYS_setdomainname,
		/* memory outside of what we count */
		SYS_memfd_create,  SYS_shmget,        SYS_msgget,        SYS_mq_open,
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		on_call(program, refused[i], REFUSE(EPERM));
	/* libc falls back, or the program is told the truth: these are not here. clone3 hides its flags from us. */
	static const long absent[] = {SYS_clone3,        SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
				      SYS_memfd_secret,  SYS_futex_waitv,    SYS_timer_create,   SYS_semtimedop,
				      SYS_semop,         SYS_semget,         SYS_mq_timedsend,   SYS_mq_timedreceive,
				      SYS_io_setup,      SYS_rseq};
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		on_call(program, absent[i], REFUSE(ENOSYS));
}

static void refuse_by_argument(struct program *program)
{
	size_t call = begin_call(program, SYS_clone);
	load_argument(program, 0);
	if_any_bit(program, (uint32_t)(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
				       CLONE_NEWPID | CLONE_NEWNET | CLONE_UNTRACED),
		   REFUSE(EPERM));
	end_call(program, call);

	call = begin_call(program, SYS_socket);
	load_argument(program, 0);
	if_equal(program, AF_UNIX, ALLOW);
	load_argument(program, 1);
	emit(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, 0xf);
	if_equal(program, SOCK_RAW, REFUSE(EPERM));
	if_equal(program, SOCK_PACKET, REFUSE(EPERM));
	load_argument(program, 0);
	/* By netlink, only which addresses and routes exist: protocol 0. */
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, AF_NETLINK);
	load_argument(program, 2);
	if_equal(program, 0, ALLOW);
	answer(program, REFUSE(EPROTONOSUPPORT));
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 2, 0, AF_INET);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AF_INET6);
	answer(program, REFUSE(EAFNOSUPPORT));
	load_argument(program, 2);
	if_equal(program, 0, ALLOW); /* the default one */
	if_equal(program, IPPROTO_TCP, ALLOW);
	if_equal(program, IPPROTO_UDP, ALLOW);
	answer(program, REFUSE(EPROTONOSUPPORT));
	end_call(program, call);

	call = begin_call(program, SYS_ioctl);
	load_argument(program, 1);
	if_equal(program, 0x5412 /* TIOCSTI */, REFUSE(EPERM));
	if_equal(program, 0x541c /* TIOCLINUX */, REFUSE(EPERM));
	end_call(program, call);

	call = begin_call(program, SYS_prctl);
	load_argument(program, 0);
	if_equal(program, PR_SET_DUMPABLE, REFUSE(0)); /* said to be done: undumpable, it would hide from us */
	if_equal(program, PR_SET_SECCOMP, REFUSE(EPERM));
	if_equal(program, PR_SET_TSC, REFUSE(EPERM));
	end_call(program, call);

	/* A program that pins itself is told that it worked: its CPUs are virtual. */
	on_call(program, SYS_sched_setaffinity, REFUSE(0));
}

static void trace_futex(struct program *program)
{
	size_t call = begin_call(program, SYS_futex);
	load_argument(program, 3);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 3, 0);
	load(program, offsetof(struct seccomp_data, args) + 3 * sizeof(uint64_t) + 4);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
	answer(program, ALLOW); /* no timeout */
	load_argument(program, 1);
	emit(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, FUTEX_CMD_MASK & 0x7f);
	if_equal(program, FUTEX_WAIT, TRACE);
	if_equal(program, FUTEX_WAIT_BITSET, TRACE);
	if_equal(program, FUTEX_LOCK_PI, TRACE);
	if_equal(program, 13 /* FUTEX_LOCK_PI2 */, TRACE);
	if_equal(program, FUTEX_WAIT_REQUEUE_PI, TRACE);
	end_call(program, call);
}

/* Of the options of sockets only the two that are times. */
static void trace_socket_timeouts(struct program *program, long number)
{
	size_t call = begin_call(program, number);
	load_argument(program, 1);
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SOL_SOCKET);
	answer(program, ALLOW);
	load_argument(program, 2);
	if_equal(program, SO_RCVTIMEO, TRACE);
	if_equal(program, SO_SNDTIMEO, TRACE);
	if_equal(program, SO_RCVTIMEO_NEW, TRACE);
	if_equal(program, SO_SNDTIMEO_NEW, TRACE);
	end_call(program, call);
}

static void trace_time(struct program *program)
{
	trace_futex(program);
	on_call(program, SYS_nanosleep, TRACE);
	on_call(program, SYS_clock_nanosleep, TRACE);
	trace_if_positive(program, SYS_epoll_wait, 3);
	trace_if_positive(program, SYS_epoll_pwait, 3);
	trace_if_pointer(program, SYS_epoll_pwait2, 3);
	trace_if_positive(program, SYS_poll, 2);
	trace_if_pointer(program, SYS_ppoll, 2);
	trace_if_pointer(program, SYS_select, 4);
	trace_if_pointer(program, SYS_pselect6, 4);
	trace_if_pointer(program, SYS_rt_sigtimedwait, 2);
	on_call(program, SYS_alarm, TRACE);
	on_call(program, SYS_setitimer, TRACE);
	on_call(program, SYS_getitimer, TRACE);
	on_call(program, SYS_timerfd_settime, TRACE);
	trace_socket_timeouts(program, SYS_setsockopt);
	trace_socket_timeouts(program, SYS_getsockopt);
	/* Clock reads without the replacement vDSO: static programs, or libc reading a CPU clock (allowed). */
	size_t call = begin_call(program, SYS_clock_gettime);
	load_argument(program, 0);
	if_equal(program, CLOCK_PROCESS_CPUTIME_ID, ALLOW);
	if_equal(program, CLOCK_THREAD_CPUTIME_ID, ALLOW);
	emit(program, BPF_JMP | BPF_JGE | BPF_K, 1, 0, 12); /* clocks of other tasks */
	answer(program, TRACE);
	end_call(program, call);
	on_call(program, SYS_gettimeofday, TRACE);
	on_call(program, SYS_time, TRACE);
}

static void trace_effects(struct program *program)
{
	/*
	 * All writes, though only some are answered here: OpenSSL sends by write(2), and which lane sends on a connection
	 * must be known. 1023 is what a probe reports to; no such descriptor exists (sandboxes/protocol.ts).
	 */
	on_call(program, SYS_write, TRACE);
	on_call(program, SYS_writev, TRACE);
	on_call(program, SYS_getrandom, TRACE);
	on_call(program, SYS_sched_getaffinity, TRACE);
	on_call(program, SYS_connect, TRACE);
	on_call(program, SYS_sendto, TRACE);
	on_call(program, SYS_sendmsg, TRACE);
}

static void build(struct program *program)
{
	load(program, offsetof(struct seccomp_data, arch));
	emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AUDIT_ARCH_X86_64);
	answer(program, SECCOMP_RET_KILL_PROCESS);
	load(program, offsetof(struct seccomp_data, nr));
	emit(program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
	answer(program, REFUSE(ENOSYS));
	trace_effects(program);
	trace_time(program);
	refuse_by_argument(program);
	refuse_escapes(program);
	answer(program, ALLOW);
}

/* Returns a descriptor from which bubblewrap reads the program, or -1. */
int filter_write(struct run *run)
{
	static struct program program;
	program.length = 0;
	build(&program);
	if (program.length > MAX_INSTRUCTIONS)
		return fail(run, "seccomp-program", "%zu instructions", program.length);
	int file = memfd_create("seccomp", 0);
	size_t bytes = program.length * sizeof *program.code;
	if (file < 0 || write(file, program.code, bytes) != (ssize_t)bytes || lseek(file, 0, SEEK_SET) != 0)
		return fail(run, "seccomp-program", "%s", strerror(errno));
	return file;
}
