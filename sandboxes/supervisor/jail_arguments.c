/* What the jail is made of: the command line of bubblewrap. */
#include "supervisor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_ARGUMENTS 256
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

char **jail_arguments(struct run *run, int filter)
{
	static struct arguments list;
	struct arguments *arguments = &list;
	add(arguments, BWRAP);
	add_system(arguments);
	add_sized_tmpfs(arguments, run->options.file_bytes, "/tmp");
	add_sized_tmpfs(arguments, run->options.file_bytes, "/box");
	add_sized_tmpfs(arguments, run->options.file_bytes, "/dev/shm");
	add_random_devices(run, arguments);
	if (add_files(run, arguments) != 0)
		return NULL;
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
	return arguments->list;
}
