/*
 * The jail: bubblewrap with its own namespaces, a read-only system, small tmpfs, no capabilities. What is prepared outside
 * (files of the student, certificates, names) enters as descriptors, so that the jail's user needs no access to any path
 * of the host.
 */
#include "supervisor.h"

#include <dirent.h>
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

#define BWRAP "/usr/bin/bwrap"
#define PYTHON "/usr/bin/python3"
#define MAX_ARGUMENTS 256
/* Users of the jails; high enough not to be anybody (a login or a system service) on Debian and Ubuntu. */
#define FIRST_SLOT_UID 59000
#define SEEDED_RANDOM_BYTES 65536

struct arguments {
	char *list[MAX_ARGUMENTS];
	size_t count;
};

__attribute__((format(printf, 2, 3))) static void add(struct arguments *arguments, const char *format, ...)
{
	char *text = NULL;
	va_list values;
	va_start(values, format);
	int length = vasprintf(&text, format, values);
	va_end(values);
	if (length >= 0 && arguments->count < MAX_ARGUMENTS - 1)
		arguments->list[arguments->count++] = text;
}

static void add_all(struct arguments *arguments, const char *const *list)
{
	for (; *list; list++)
		add(arguments, "%s", *list);
}

/* A descriptor, inherited by bubblewrap, that reads as these bytes. */
static int data_file(const void *bytes, size_t length)
{
	int file = memfd_create("data", 0);
	if (file < 0 || write(file, bytes, length) != (ssize_t)length || lseek(file, 0, SEEK_SET) != 0)
		return -1;
	return file;
}

static void add_data(struct arguments *arguments, const char *text, const char *path)
{
	add(arguments, "--ro-bind-data");
	add(arguments, "%d", data_file(text, strlen(text)));
	add(arguments, "%s", path);
}

static void add_system(struct arguments *arguments)
{
	static const char *const system[] = {
		"--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
		"--uid", "1000", "--gid", "1000", "--disable-userns", "--hostname", "sandbox",
		"--ro-bind", "/usr", "/usr",
		"--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin",
		"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
		"--proc", "/proc", "--dev", "/dev",
		"--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
		"--ro-bind-try", "/etc/ssl/openssl.cnf", "/etc/ssl/openssl.cnf",
		"--ro-bind-try", "/etc/mime.types", "/etc/mime.types",
		NULL,
	};
	add_all(arguments, system);
	add_data(arguments, "student:x:1000:1000::/box:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n", "/etc/passwd");
	add_data(arguments, "student:x:1000:\nnogroup:x:65534:\n", "/etc/group");
	add_data(arguments, "127.0.0.1 localhost sandbox\n::1 localhost\n", "/etc/hosts");
	add_data(arguments, "passwd: files\ngroup: files\nhosts: files dns\n", "/etc/nsswitch.conf");
	add_data(arguments, "nameserver 198.18.0.1\noptions timeout:2 attempts:1\n", "/etc/resolv.conf");
	char cores[32];
	snprintf(cores, sizeof cores, "0-%d\n", VIRTUAL_CORES - 1);
	add_data(arguments, cores, "/sys/devices/system/cpu/online");
	add_data(arguments, cores, "/sys/devices/system/cpu/possible");
}

static void add_sized_tmpfs(struct arguments *arguments, uint64_t bytes, const char *path)
{
	add(arguments, "--size");
	add(arguments, "%llu", (unsigned long long)bytes);
	add(arguments, "--tmpfs");
	add(arguments, "%s", path);
}

static int add_inherited(struct run *run, struct arguments *arguments, const char *option, const char *from,
			 const char *to)
{
	int file = open(from, O_RDONLY);
	if (file < 0)
		return fail(run, "open-input", "%s: %s", from, strerror(errno));
	add(arguments, "%s", option);
	add(arguments, "%d", file);
	add(arguments, "%s", to);
	return 0;
}

/* By descriptor, file by file: the jail's user need not be able to reach the folder. */
static int add_probe(struct run *run, struct arguments *arguments)
{
	const char *folder = run->options.probe;
	DIR *listing = opendir(folder);
	if (!listing)
		return fail(run, "open-input", "%s: %s", folder, strerror(errno));
	int status = 0;
	for (struct dirent *entry; status == 0 && (entry = readdir(listing));) {
		size_t length = strlen(entry->d_name);
		if (length < 3 || strcmp(entry->d_name + length - 3, ".py") != 0)
			continue;
		char from[4096 + 256], to[512];
		snprintf(from, sizeof from, "%s/%s", folder, entry->d_name);
		snprintf(to, sizeof to, "/opt/probe/%s", entry->d_name);
		status = add_inherited(run, arguments, "--ro-bind-data", from, to);
	}
	closedir(listing);
	return status;
}

static int add_files(struct run *run, struct arguments *arguments)
{
	const struct options *options = &run->options;
	char from[4096 + 256], to[512];
	for (size_t i = 0; i < options->file_count; i++) {
		snprintf(from, sizeof from, "%s/%s", options->staging, options->files[i]);
		snprintf(to, sizeof to, "/box/%s", options->files[i]);
		if (add_inherited(run, arguments, "--file", from, to) != 0)
			return -1;
	}
	if (options->ca &&
	    add_inherited(run, arguments, "--ro-bind-data", options->ca, "/etc/ssl/certs/ca-certificates.crt") != 0)
		return -1;
	return options->probe ? add_probe(run, arguments) : 0;
}

static void add_random_devices(struct run *run, struct arguments *arguments)
{
	static uint8_t bytes[SEEDED_RANDOM_BYTES];
	uint64_t state = run->options.seed ^ UINT64_C(0x75726e64);
	random_bytes(&state, bytes, sizeof bytes);
	for (int i = 0; i < 2; i++) {
		add(arguments, "--ro-bind-data");
		add(arguments, "%d", data_file(bytes, sizeof bytes));
		add(arguments, "%s", i == 0 ? "/dev/urandom" : "/dev/random");
	}
}

static int build_arguments(struct run *run, struct arguments *arguments, int filter)
{
	add(arguments, BWRAP);
	add_system(arguments);
	add_sized_tmpfs(arguments, run->options.file_bytes, "/tmp");
	add_sized_tmpfs(arguments, run->options.file_bytes, "/box");
	add_sized_tmpfs(arguments, run->options.file_bytes, "/dev/shm");
	add_random_devices(run, arguments);
	if (add_files(run, arguments) != 0)
		return -1;
	/* The one path of the host that the jail's user must reach; it lies beside the staging folder (protocol.ts). */
	add_all(arguments, (const char *const[]){"--ro-bind", run->page_path, clock_path_in_jail, NULL});
	static const char *const rest[] = {
		"--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/box", "--clearenv",
		"--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/box", "--setenv", "LANG", "C.UTF-8",
		"--setenv", "USER", "student", "--setenv", "TMPDIR", "/tmp",
		"--new-session", "--die-with-parent", "--cap-drop", "ALL", NULL,
	};
	add_all(arguments, rest);
	if (run->options.probe)
		add_all(arguments, (const char *const[]){"--setenv", "PYTHONPATH", "/opt/probe", NULL});
	add(arguments, "--seccomp");
	add(arguments, "%d", filter);
	add_all(arguments, (const char *const[]){"--", PYTHON, "-u", run->options.entry, NULL});
	return 0;
}

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

__attribute__((noreturn)) static void become_jail(struct run *run, struct arguments *arguments, int go, bool as_root)
{
	char byte;
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	if (read(go, &byte, 1) != 1)
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
	execve(BWRAP, arguments->list, environment);
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
	static struct arguments arguments;
	int go[2];
	if (access(BWRAP, X_OK) != 0 || access(PYTHON, X_OK) != 0)
		return fail(run, "installed", "%s and %s are needed", BWRAP, PYTHON);
	if (make_pipes(run) != 0)
		return -1;
	int filter = filter_write(run);
	if (filter < 0 || build_arguments(run, &arguments, filter) != 0)
		return -1;
	if (pipe2(go, O_CLOEXEC) != 0)
		return fail(run, "fork", "%s", strerror(errno));
	bool as_root = geteuid() == 0;
	pid_t pid = fork();
	if (pid < 0)
		return fail(run, "fork", "%s", strerror(errno));
	if (pid == 0)
		become_jail(run, &arguments, go[0], as_root);
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
