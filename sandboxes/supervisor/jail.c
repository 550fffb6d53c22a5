/*
 * The jail: bubblewrap with its own namespaces, a read-only system, small tmpfs, no capabilities. What is prepared outside
 * (files of the student, certificates, names) enters as descriptors, so that the jail's user needs no access to any path
 * of the host.
 */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Users of the jails; high enough not to be anybody (a login or a system service) on Debian and Ubuntu. */
#define FIRST_SLOT_UID 59000

static void limit(int resource, uint64_t value)
{
	struct rlimit both = {value, value};
	setrlimit((__rlimit_resource_t)resource, &both);
}

/* The second line of defence: what the kernel enforces by itself, should the supervisor be slow. */
static void set_limits(const struct options *options, bool as_root)
{
	limit(RLIMIT_CPU, options->cpu_ms / 1000 + 2);
	limit(RLIMIT_FSIZE, options->file_bytes);
	limit(RLIMIT_NOFILE, 1000); /* less than 1023, which is the probe's */
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_AS, UINT64_C(8) << 30); /* 64 threads reserve far more than they use */
	limit(RLIMIT_MEMLOCK, 1 << 20);
	if (as_root)
		limit(RLIMIT_NPROC, options->tasks + UNREAPED_TASKS); /* the slot's own user has nothing else to count */
}

static void drop_to_slot(unsigned slot)
{
	if (geteuid() != 0)
		return;
	uid_t uid = FIRST_SLOT_UID + slot;
	if (setgroups(0, NULL) != 0 || setresgid(uid, uid, uid) != 0 || setresuid(uid, uid, uid) != 0)
		_exit(126);
}

__attribute__((noreturn)) static void become_jail(struct run *run, char **arguments, const int go[2], bool as_root)
{
	char byte;
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	/* While we had the other end too, we would never hear that the supervisor was killed before it could seize us. */
	close(go[1]);
	if (read(go[0], &byte, 1) != 1)
		_exit(125);
	set_limits(&run->options, as_root);
	int nothing = open("/dev/null", O_RDONLY);
	dup2(nothing, STDIN_FILENO);
	dup2(run->stdout_pipe[1], STDOUT_FILENO);
	dup2(run->stderr_pipe[1], STDERR_FILENO);
	close(3); /* the timeline */
	if (as_root)
		drop_to_slot(run->options.slot);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	personality(ADDR_NO_RANDOMIZE);
	char *environment[] = {NULL};
	execve(BWRAP, arguments, environment);
	_exit(127);
}

static int attach(struct run *run, pid_t pid)
{
	long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
		       PTRACE_O_TRACEVFORKDONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_TRACESYSGOOD |
		       PTRACE_O_EXITKILL;
	if (ptrace(PTRACE_SEIZE, pid, NULL, (void *)options) != 0)
		return fail(run, "ptrace-seize", "%s", strerror(errno));
	return 0;
}

static uint64_t inode_of(int file)
{
	struct stat status;
	return fstat(file, &status) == 0 ? status.st_ino : 0;
}

static int make_pipes(struct run *run)
{
	if (pipe2(run->stdout_pipe, O_CLOEXEC) != 0 || pipe2(run->stderr_pipe, O_CLOEXEC) != 0)
		return fail(run, "output-pipe", "%s", strerror(errno));
	fcntl(run->stdout_pipe[0], F_SETFL, O_NONBLOCK);
	fcntl(run->stderr_pipe[0], F_SETFL, O_NONBLOCK);
	if (geteuid() == 0) {
		/* So that /dev/stdout can be opened by the program, as on any machine. */
		uid_t uid = FIRST_SLOT_UID + run->options.slot;
		if (fchown(run->stdout_pipe[1], uid, uid) != 0 || fchown(run->stderr_pipe[1], uid, uid) != 0)
			return fail(run, "output-pipe", "%s", strerror(errno));
	}
	run->stdout_inode = inode_of(run->stdout_pipe[0]);
	run->stderr_inode = inode_of(run->stderr_pipe[0]);
	return 0;
}

int jail_start(struct run *run)
{
	char **arguments;
	int go[2];
	if (access(BWRAP, X_OK) != 0 || access(PYTHON, X_OK) != 0)
		return fail(run, "installed", "%s and %s are needed", BWRAP, PYTHON);
	if (make_pipes(run) != 0)
		return -1;
	int filter = filter_write(run);
	if (filter < 0 || (arguments = jail_arguments(run, filter)) == NULL)
		return -1;
	if (pipe2(go, O_CLOEXEC) != 0)
		return fail(run, "fork", "%s", strerror(errno));
	bool as_root = geteuid() == 0;
	pid_t pid = fork();
	if (pid < 0)
		return fail(run, "fork", "%s", strerror(errno));
	if (pid == 0)
		become_jail(run, arguments, go, as_root);
	run->jail_pid = pid;
	close(go[0]);
	close(run->stdout_pipe[1]);
	close(run->stderr_pipe[1]);
	cgroup_enter(run, pid);
	if (!task_add(run, pid, NULL, false) || attach(run, pid) != 0)
		return -1;
	run->tasks[0].state = TASK_RUNNING;
	run->tasks[0].first_stop_seen = true;
	if (write(go[1], "g", 1) != 1)
		return fail(run, "fork", "%s", strerror(errno));
	close(go[1]);
	return 0;
}

/* Ends everything in the jail and waits until nothing is left. */
void jail_kill(struct run *run)
{
	FOR_EACH_TASK(run, task)
		kill(task->tid, SIGKILL);
	if (run->jail_pid > 0)
		kill(run->jail_pid, SIGKILL);
	uint64_t give_up = real_ns() + 5 * NS_PER_S;
	for (;;) {
		int status;
		pid_t tid = waitpid(-1, &status, __WALL | WNOHANG);
		if (tid < 0 && errno == ECHILD)
			return;
		if (tid > 0) {
			if (WIFSTOPPED(status))
				ptrace(PTRACE_CONT, tid, NULL, (void *)0);
			continue;
		}
		if (real_ns() > give_up)
			return;
		usleep(200);
	}
}
