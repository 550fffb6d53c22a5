/* The timeline as JSON lines. Nothing that the program wrote can break a line: its bytes travel as base64. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Lines kept for one run; what a person can look at is far less, and a loop of tiny sleeps must not fill a disk. */
#define MAX_LINES 40000
/* Writes within this time, up to this size, are one piece of output. */
#define OUTPUT_PART_NS (NS_PER_MS / 2)
#define OUTPUT_PART_BYTES 4096

static size_t lines;

static bool has_room(struct run *run)
{
	if (lines >= MAX_LINES) {
		run->truncated = true;
		return false;
	}
	lines++;
	return true;
}

static const char *const kind_names[] = {"running", "sleeping", "waiting"};
static const char *const end_names[] = {"deadline", "woken", "run-end"};

void record_lane(struct run *run, const struct task *task, int parent)
{
	const char *kind = task->lane == 0 ? "main" : task->is_process ? "process" : "thread";
	json_format("{\"type\":\"lane\",\"id\":%d,\"parent\":", task->lane);
	if (parent < 0)
		json_format("null");
	else
		json_format("%d", parent);
	json_format(",\"kind\":\"%s\",\"process\":%d", kind, task->process->lane);
	json_ms("atMs", run->now);
	json_format("}\n");
}

void record_exec(struct run *run, const struct task *task)
{
	char path[64], arguments[4096];
	snprintf(path, sizeof path, "/proc/%d/cmdline", task->process->pid);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = file < 0 ? 0 : read(file, arguments, sizeof arguments);
	if (file >= 0)
		close(file);
	json_format("{\"type\":\"exec\",\"lane\":%d", task->process->lane);
	json_ms("atMs", run->now);
	json_format(",\"argv\":[");
	for (ssize_t start = 0; start < length;) {
		size_t one = strnlen(arguments + start, (size_t)(length - start));
		if (start > 0)
			json_format(",");
		json_string(arguments + start, one);
		start += (ssize_t)one + 1;
	}
	json_format("]}\n");
}

void record_span(struct run *run, int lane, enum span_kind kind, enum wait_target on, uint64_t start, uint64_t end,
		 enum span_end ended)
{
	if (!has_room(run))
		return;
	json_format("{\"type\":\"span\",\"lane\":%d,\"kind\":\"%s\",\"on\":", lane, kind_names[kind]);
	if (on == ON_NOTHING)
		json_format("null");
	else
		json_format("\"%s\"", target_name(on));
	json_ms("startMs", start);
	json_ms("endMs", end);
	json_format(",\"ended\":\"%s\"}\n", end_names[ended]);
}

/* The output that is being put together: `print` alone makes two writes. */
static struct {
	int lane;
	bool is_stderr;
	uint64_t at;
	size_t length;
	uint8_t bytes[OUTPUT_PART_BYTES];
} output;
static size_t output_lines;

static void end_output(void)
{
	if (output.length == 0)
		return;
	output_lines++;
	json_format("{\"type\":\"output\",\"lane\":");
	if (output.lane < 0)
		json_format("null");
	else
		json_format("%d", output.lane);
	json_format(",\"stream\":\"%s\"", output.is_stderr ? "stderr" : "stdout");
	json_ms("atMs", output.at);
	json_format(",\"base64\":\"");
	json_base64(output.bytes, output.length);
	json_format("\"}\n");
	output.length = 0;
}

/* All output is kept, up to the limit of its bytes; past many pieces, who wrote each is not. */
static bool continues(const struct run *run, int lane, bool is_stderr)
{
	if (output.is_stderr != is_stderr)
		return false;
	if (output_lines > MAX_LINES) {
		output.lane = -1;
		return true;
	}
	return output.lane == lane && run->now - output.at < OUTPUT_PART_NS;
}

void record_output(struct run *run, int lane, bool is_stderr, const uint8_t *bytes, size_t length)
{
	while (length > 0) {
		if (output.length == sizeof output.bytes || !continues(run, lane, is_stderr))
			end_output();
		if (output.length == 0) {
			output.lane = lane;
			output.is_stderr = is_stderr;
			output.at = run->now;
		}
		size_t room = sizeof output.bytes - output.length;
		size_t part = length < room ? length : room;
		memcpy(output.bytes + output.length, bytes, part);
		output.length += part;
		bytes += part;
		length -= part;
	}
}

void record_reported(struct run *run, int lane, const uint8_t *bytes, size_t length)
{
	if (!has_room(run))
		return;
	json_format("{\"type\":\"reported\",\"lane\":%d", lane);
	json_ms("atMs", run->now);
	json_format(",\"base64\":\"");
	json_base64(bytes, length);
	json_format("\"}\n");
}

void record_raw(struct run *run, const uint8_t *line, size_t length)
{
	if (!has_room(run))
		return;
	json_bytes(line, length);
	json_bytes("\n", 1);
}

static void put_end(int status, int signal)
{
	if (status < 0)
		json_format(",\"exitStatus\":null");
	else
		json_format(",\"exitStatus\":%d", status);
	const char *name = signal > 0 ? sigabbrev_np(signal) : NULL;
	if (name)
		json_format(",\"signal\":\"SIG%s\"", name);
	else if (signal > 0)
		json_format(",\"signal\":\"SIG%d\"", signal);
	else
		json_format(",\"signal\":null");
}

void record_lane_end(struct run *run, int lane, uint64_t at, uint64_t cpu_ns, int status, int signal)
{
	(void)run;
	json_format("{\"type\":\"lane-end\",\"id\":%d", lane);
	json_ms("atMs", at);
	json_ms("cpuMs", cpu_ns);
	put_end(status, signal);
	json_format("}\n");
}

void record_left_file(const char *path, uint64_t bytes, const uint32_t *crc)
{
	json_format("{\"type\":\"left-file\",\"path\":");
	json_string(path, strlen(path));
	json_format(",\"bytes\":%llu", (unsigned long long)bytes);
	if (crc)
		json_format(",\"crc32\":%u}\n", *crc);
	else
		json_format(",\"crc32\":null}\n");
}

void record_result(struct run *run)
{
	static const char *const names[] = {
		"sandbox-fault",  "exited",        "signalled",          "deadlocked",      "timed-out-virtual", "timed-out-real",
		"cpu-exceeded",   "out-of-memory", "too-many-processes", "output-exceeded", "sandbox-fault"};
	int status = -1, signal = 0;
	end_output();
	if (run->outcome == OUTCOME_EXITED)
		status = run->program_status >> 8 & 0xff;
	if (run->outcome == OUTCOME_SIGNALLED)
		signal = run->program_status & 0x7f;
	json_format("{\"type\":\"result\",\"outcome\":\"%s\"", names[run->outcome]);
	put_end(status, signal);
	json_format(",\"fault\":");
	if (run->outcome == OUTCOME_SANDBOX_FAULT || run->outcome == OUTCOME_NONE) {
		json_format("{\"step\":");
		json_string(run->fault_step, strlen(run->fault_step));
		json_format(",\"message\":");
		json_string(run->fault_message, strlen(run->fault_message));
		json_format("}");
	} else {
		json_format("null");
	}
	json_format(",\"blocked\":[");
	json_bytes(run->blocked_json, strlen(run->blocked_json));
	json_format("]");
	json_ms("elapsedMs", run->now);
	json_ms("realMs", real_ns() - run->supervisor_started_real_ns);
	json_ms("cpuMs", run->cpu_total_ns);
	json_format(",\"memoryBytes\":%llu,\"truncated\":%s,\"cgroup\":\"%s\"}\n", (unsigned long long)run->memory_peak,
	     run->truncated ? "true" : "false", run->cgroup_kind ? run->cgroup_kind : "none");
	json_flush();
}
