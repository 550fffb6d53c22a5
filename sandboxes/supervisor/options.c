#include "supervisor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *value_of(const char *argument, const char *name)
{
	size_t length = strlen(name);
	if (strncmp(argument, "--", 2) != 0 || strncmp(argument + 2, name, length) != 0 || argument[2 + length] != '=')
		return NULL;
	return argument + 3 + length;
}

static bool parse_number(const char *text, uint64_t *number)
{
	char *end = NULL;
	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (*text == '\0' || *text == '-' || *end != '\0' || errno != 0)
		return false;
	*number = value;
	return true;
}

static bool is_plain_name(const char *name)
{
	return *name != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

int options_parse(struct options *options, int argc, char **argv, char *problem, size_t problem_size)
{
	memset(options, 0, sizeof *options);
	options->hello = "{\"delaysMs\":[],\"seed\":0}";
	uint64_t slot = 0;
	const char *order = "free";
	struct {
		const char *name;
		uint64_t *number;
	} numbers[] = {
		{"seed", &options->seed},
		{"virtual-ms", &options->virtual_ms},
		{"cpu-ms", &options->cpu_ms},
		{"real-ms", &options->real_ms},
		{"memory-bytes", &options->memory_bytes},
		{"tasks", &options->tasks},
		{"output-bytes", &options->output_bytes},
		{"file-bytes", &options->file_bytes},
		{"slot", &slot},
	};
	struct {
		const char *name;
		const char **text;
	} texts[] = {
		{"staging", &options->staging}, {"entry", &options->entry}, {"order", &order},
		{"probe", &options->probe},     {"ca", &options->ca},       {"internet", &options->internet},
		{"hello", &options->hello},
	};

	for (int i = 1; i < argc; i++) {
		bool known = false;
		const char *value;
		for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
			if ((value = value_of(argv[i], numbers[k].name)) == NULL)
				continue;
			known = true;
			if (!parse_number(value, numbers[k].number)) {
				snprintf(problem, problem_size, "not a number: %s", argv[i]);
				return -1;
			}
		}
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			if ((value = value_of(argv[i], texts[k].name)) != NULL) {
				known = true;
				*texts[k].text = value;
			}
		}
		if ((value = value_of(argv[i], "file")) != NULL) {
			if (options->file_count == MAX_FILES || !is_plain_name(value)) {
				snprintf(problem, problem_size, "too many files or a bad name: %s", argv[i]);
				return -1;
			}
			options->files[options->file_count++] = value;
			known = true;
		}
		if (!known) {
			snprintf(problem, problem_size, "unknown argument: %s", argv[i]);
			return -1;
		}
	}

	options->slot = (unsigned)slot;
	options->parent_first = strcmp(order, "parent-first") == 0;
	if (!options->parent_first && strcmp(order, "free") != 0) {
		snprintf(problem, problem_size, "unknown order: %s", order);
		return -1;
	}
	if (!options->staging || !options->entry || !is_plain_name(options->entry)) {
		snprintf(problem, problem_size, "--staging and a plain --entry are needed");
		return -1;
	}
	uint64_t *needed[] = {&options->virtual_ms, &options->cpu_ms, &options->real_ms, &options->memory_bytes,
			      &options->tasks, &options->output_bytes, &options->file_bytes};
	for (size_t k = 0; k < sizeof needed / sizeof *needed; k++) {
		if (*needed[k] == 0) {
			snprintf(problem, problem_size, "every limit must be given and be more than 0");
			return -1;
		}
	}
	if (options->tasks > MAX_TASKS / 2 || slot > 10000) {
		snprintf(problem, problem_size, "--tasks may be at most %d and --slot at most 10000", MAX_TASKS / 2);
		return -1;
	}
	return 0;
}
