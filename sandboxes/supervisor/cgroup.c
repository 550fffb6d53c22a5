/*
 * A cgroup for the run, where the host lets us make one: v1 (memory and pids hierarchies) or v2 (a delegated subtree).
 * Hosts differ, so every limit here has a counterpart that works without it (limits.c, tasks.c).
 */
#include "supervisor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The supervisor's own watch ends the run at the limit; the kernel's is the second line, for what grows faster. */
#define HEADROOM_BYTES (UINT64_C(16) << 20)

static bool write_value(const char *group, const char *name, const char *value)
{
	char path[600];
	snprintf(path, sizeof path, "%s/%s", group, name);
	int file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	bool written = write(file, value, strlen(value)) == (ssize_t)strlen(value);
	close(file);
	return written;
}

static bool write_number(const char *group, const char *name, uint64_t value)
{
	char text[32];
	snprintf(text, sizeof text, "%llu", (unsigned long long)value);
	return write_value(group, name, text);
}

static uint64_t read_number(const char *group, const char *name)
{
	char path[600], text[64] = "";
	snprintf(path, sizeof path, "%s/%s", group, name);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return 0;
	ssize_t length = read(file, text, sizeof text - 1);
	close(file);
	return length > 0 ? strtoull(text, NULL, 10) : 0;
}

/* The number after `key ` in a file of lines. */
static uint64_t read_keyed(const char *group, const char *name, const char *key)
{
	char path[600], line[128];
	unsigned long long value = 0;
	size_t length = strlen(key);
	snprintf(path, sizeof path, "%s/%s", group, name);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		if (strncmp(line, key, length) == 0 && line[length] == ' ')
			value = strtoull(line + length, NULL, 10);
	}
	if (file)
		fclose(file);
	return value;
}

/* Our own group in the hierarchy of this controller ("" for v2), as a folder; false if there is none. */
static bool own_group(const char *controller, const char *mount, char *path, size_t size)
{
	char line[400];
	bool found = false;
	FILE *file = fopen("/proc/self/cgroup", "re");
	while (file && !found && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		char *controllers = strchr(line, ':');
		char *group = controllers ? strchr(controllers + 1, ':') : NULL;
		if (!group)
			continue;
		*group++ = '\0';
		if (strcmp(controllers + 1, controller) == 0) {
			snprintf(path, size, "%s%s", mount, strcmp(group, "/") == 0 ? "" : group);
			found = true;
		}
	}
	if (file)
		fclose(file);
	return found;
}

/* Groups of supervisors that were killed: empty, and nobody else will remove them. */
static void remove_stale(const char *parent)
{
	DIR *folder = opendir(parent);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)) != NULL) {
		char path[800];
		int pid = 0;
		if (sscanf(entry->d_name, "interleave-%d", &pid) != 1 || kill(pid, 0) == 0 || errno != ESRCH)
			continue;
		snprintf(path, sizeof path, "%s/%s", parent, entry->d_name);
		rmdir(path);
	}
	if (folder)
		closedir(folder);
}

static bool make_group(const char *parent, char *path, size_t size)
{
	remove_stale(parent);
	snprintf(path, size, "%s/interleave-%d", parent, getpid());
	if (mkdir(path, 0755) == 0 || errno == EEXIST)
		return true;
	path[0] = '\0';
	return false;
}

static bool create_v1(struct run *run)
{
	char parent[400];
	uint64_t bytes = run->options.memory_bytes + HEADROOM_BYTES;
	if (!own_group("memory", "/sys/fs/cgroup/memory", parent, sizeof parent) ||
	    !make_group(parent, run->cgroup_memory, sizeof run->cgroup_memory))
		return false;
	if (!write_number(run->cgroup_memory, "memory.limit_in_bytes", bytes)) {
		rmdir(run->cgroup_memory);
		run->cgroup_memory[0] = '\0';
		return false;
	}
	write_number(run->cgroup_memory, "memory.memsw.limit_in_bytes", bytes);
	if (own_group("pids", "/sys/fs/cgroup/pids", parent, sizeof parent) &&
	    make_group(parent, run->cgroup_pids, sizeof run->cgroup_pids))
		write_number(run->cgroup_pids, "pids.max", run->options.tasks + UNREAPED_TASKS);
	run->cgroup_kind = "cgroup-v1";
	return true;
}

static bool create_v2(struct run *run)
{
	char parent[400];
	if (!own_group("", "/sys/fs/cgroup", parent, sizeof parent))
		return false;
	write_value(parent, "cgroup.subtree_control", "+memory +pids");
	if (!make_group(parent, run->cgroup_memory, sizeof run->cgroup_memory))
		return false;
	if (!write_number(run->cgroup_memory, "memory.max", run->options.memory_bytes + HEADROOM_BYTES)) {
		rmdir(run->cgroup_memory);
		run->cgroup_memory[0] = '\0';
		return false;
	}
	write_value(run->cgroup_memory, "memory.swap.max", "0");
	write_number(run->cgroup_memory, "pids.max", run->options.tasks + UNREAPED_TASKS);
	run->cgroup_kind = "cgroup-v2";
	return true;
}

void cgroup_create(struct run *run)
{
	run->cgroup_kind = "none";
	if (!create_v1(run))
		create_v2(run);
}

void cgroup_enter(struct run *run, pid_t pid)
{
	if (run->cgroup_memory[0])
		write_number(run->cgroup_memory, "cgroup.procs", (uint64_t)pid);
	if (run->cgroup_pids[0])
		write_number(run->cgroup_pids, "cgroup.procs", (uint64_t)pid);
}

static bool is_v2(const struct run *run)
{
	return run->cgroup_kind && strcmp(run->cgroup_kind, "cgroup-v2") == 0;
}

/* The kernel's out-of-memory killer ends one process and lets its parent live: the whole run must be ended. */
bool cgroup_oom_killed(struct run *run)
{
	if (!run->cgroup_memory[0])
		return false;
	return read_keyed(run->cgroup_memory, is_v2(run) ? "memory.events" : "memory.oom_control", "oom_kill") > 0;
}

uint64_t cgroup_memory_peak(struct run *run)
{
	if (!run->cgroup_memory[0])
		return 0;
	return read_number(run->cgroup_memory, is_v2(run) ? "memory.peak" : "memory.max_usage_in_bytes");
}

void cgroup_remove(struct run *run)
{
	char *groups[] = {run->cgroup_memory, run->cgroup_pids};
	for (size_t i = 0; i < 2; i++) {
		/* The kernel takes a moment to let go of processes that have just been reaped. */
		for (int tries = 0; groups[i][0] && rmdir(groups[i]) != 0 && errno == EBUSY && tries < 100; tries++)
			usleep(1000);
		groups[i][0] = '\0';
	}
}
