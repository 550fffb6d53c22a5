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

struct schedule proc_schedule(pid_t tid)
{
	char path[64];
	unsigned long long cpu = 0, queued = 0;
	snprintf(path, sizeof path, "/proc/%d/schedstat", tid);
	FILE *file = fopen(path, "re");
	if (!file)
		return (struct schedule){0};
	int found = fscanf(file, "%llu %llu", &cpu, &queued);
	fclose(file);
	return found == 2 ? (struct schedule){cpu, queued} : (struct schedule){0};
}
