/* Numbers that the kernel tells of a task in /proc (proc(5)). */
#include "supervisor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool proc_field(pid_t tid, const char *name, const char *field, int base, uint64_t *value)
{
	char path[64], line[256];
	size_t length = strlen(field);
	bool found = false;
	snprintf(path, sizeof path, "/proc/%d/%s", tid, name);
	FILE *file = fopen(path, "re");
	while (file && !found && fgets(line, sizeof line, file)) {
		found = strncmp(line, field, length) == 0 && line[length] == ':';
		if (found)
			*value = strtoull(line + length + 1, NULL, base);
	}
	if (file)
		fclose(file);
	return found;
}

static bool read_schedstat(pid_t tid, unsigned long long numbers[3])
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/schedstat", tid);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	int found = fscanf(file, "%llu %llu %llu", &numbers[0], &numbers[1], &numbers[2]);
	fclose(file);
	return found == 3;
}

struct schedule proc_schedule(pid_t tid)
{
	unsigned long long numbers[3];
	return read_schedstat(tid, numbers) ? (struct schedule){numbers[0], numbers[1]} : (struct schedule){0};
}

uint64_t proc_slices(pid_t tid)
{
	unsigned long long numbers[3];
	return read_schedstat(tid, numbers) ? numbers[2] : 0;
}
