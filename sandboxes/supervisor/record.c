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

#define RECORD_FILE 3
/* Lines kept for one run; what a person can look at is far less, and a loop of tiny sleeps must not fill a disk. */
#define MAX_LINES 40000
/* Writes within this time, up to this size, are one piece of output. */
#define OUTPUT_PART_NS (NS_PER_MS / 2)
#define OUTPUT_PART_BYTES 4096

static char buffer[1 << 16];
static size_t used;
static size_t lines;

void record_flush(void)
{
	size_t done = 0;
	while (done < used) {
		ssize_t count = write(RECORD_FILE, buffer + done, used - done);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			break; /* nobody reads any more: the run goes on to its end by its limits */
		done += (size_t)count;
	}
	used = 0;
}

static void put(const void *bytes, size_t length)
{
	const char *from = bytes;
	while (length > 0) {
		if (used == sizeof buffer)
			record_flush();
		size_t part = sizeof buffer - used < length ? sizeof buffer - used : length;
		memcpy(buffer + used, from, part);
		used += part;
		from += part;
		length -= part;
	}
}

__attribute__((format(printf, 1, 2))) static void putf(const char *format, ...)
{
	char text[1024];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length > 0)
		put(text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

static void put_ms(const char *name, uint64_t ns)
{
	uint64_t us = (ns + 500) / 1000;
	putf(",\"%s\":%llu.%03u", name, (unsigned long long)(us / 1000), (unsigned)(us % 1000));
}

static void put_string(const char *text, size_t length)
{
	put("\"", 1);
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\')
			putf("\\%c", c);
		else if (c < 0x20)
			putf("\\u%04x", c);
		else if (c < 0x7f)
			put(&text[i], 1);
		else
			put("?", 1); /* arguments are only looked at for names of modules */
	}
	put("\"", 1);
}

static void put_base64(const uint8_t *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		uint32_t group = (uint32_t)bytes[i] << 16;
		if (i + 1 < length)
			group |= (uint32_t)bytes[i + 1] << 8;
		if (i + 2 < length)
			group |= bytes[i + 2];
		char text[4] = {digits[group >> 18], digits[group >> 12 & 63], digits[group >> 6 & 63], digits[group & 63]};
		if (i + 1 >= length)
			text[2] = '=';
		if (i + 2 >= length)
			text[3] = '=';
		put(text, 4);
	}
}

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

const char *target_name(enum wait_target on)
{
	static const char *const names[] = {"",     "sleep",  "lock",  "io",     "poll", "pipe",
					    "socket", "child", "signal", "start", "other"};
	return names[on];
}

void record_lane(struct run *run, const struct task *task, int parent)
{
	const char *kind = task->lane == 0 ? "main" : task->is_process ? "process" : "thread";
	putf("{\"type\":\"lane\",\"id\":%d,\"parent\":", task->lane);
	if (parent < 0)
		putf("null");
	else
		putf("%d", parent);
	putf(",\"kind\":\"%s\",\"process\":%d", kind, task->process->lane);
	put_ms("atMs", run->now);
	putf("}\n");
}

void record_exec(struct run *run, const struct task *task)
{
	char path[64], arguments[4096];
	snprintf(path, sizeof path, "/proc/%d/cmdline", task->process->pid);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = file < 0 ? 0 : read(file, arguments, sizeof arguments);
	if (file >= 0)
		close(file);
	putf("{\"type\":\"exec\",\"lane\":%d", task->process->lane);
	put_ms("atMs", run->now);
	putf(",\"argv\":[");
	for (ssize_t start = 0; start < length;) {
		size_t one = strnlen(arguments + start, (size_t)(length - start));
		if (start > 0)
			putf(",");
		put_string(arguments + start, one);
		start += (ssize_t)one + 1;
	}
	putf("]}\n");
}

void record_span(struct run *run, int lane, enum span_kind kind, enum wait_target on, uint64_t start, uint64_t end,
		 enum span_end ended)
{
	if (!has_room(run))
		return;
	putf("{\"type\":\"span\",\"lane\":%d,\"kind\":\"%s\",\"on\":", lane, kind_names[kind]);
	if (on == ON_NOTHING)
		putf("null");
	else
		putf("\"%s\"", target_name(on));
	put_ms("startMs", start);
	put_ms("endMs", end);
	putf(",\"ended\":\"%s\"}\n", end_names[ended]);
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
	putf("{\"type\":\"output\",\"lane\":");
	if (output.lane < 0)
		putf("null");
	else
		putf("%d", output.lane);
	putf(",\"stream\":\"%s\"", output.is_stderr ? "stderr" : "stdout");
	put_ms("atMs", output.at);
	putf(",\"base64\":\"");
	put_base64(output.bytes, output.length);
	putf("\"}\n");
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
	putf("{\"type\":\"reported\",\"lane\":%d", lane);
	put_ms("atMs", run->now);
	putf(",\"base64\":\"");
	put_base64(bytes, length);
	putf("\"}\n");
}

void record_raw(struct run *run, const uint8_t *line, size_t length)
{
	if (!has_room(run))
		return;
	put(line, length);
	put("\n", 1);
}

static void put_end(int status, int signal)
{
	if (status < 0)
		putf(",\"exitStatus\":null");
	else
		putf(",\"exitStatus\":%d", status);
	const char *name = signal > 0 ? sigabbrev_np(signal) : NULL;
	if (name)
		putf(",\"signal\":\"SIG%s\"", name);
	else if (signal > 0)
		putf(",\"signal\":\"SIG%d\"", signal);
	else
		putf(",\"signal\":null");
}

void record_lane_end(struct run *run, int lane, uint64_t at, uint64_t cpu_ns, int status, int signal)
{
	(void)run;
	putf("{\"type\":\"lane-end\",\"id\":%d", lane);
	put_ms("atMs", at);
	put_ms("cpuMs", cpu_ns);
	put_end(status, signal);
	putf("}\n");
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
	putf("{\"type\":\"result\",\"outcome\":\"%s\"", names[run->outcome]);
	put_end(status, signal);
	putf(",\"fault\":");
	if (run->outcome == OUTCOME_SANDBOX_FAULT || run->outcome == OUTCOME_NONE) {
		putf("{\"step\":");
		put_string(run->fault_step, strlen(run->fault_step));
		putf(",\"message\":");
		put_string(run->fault_message, strlen(run->fault_message));
		putf("}");
	} else {
		putf("null");
	}
	putf(",\"blocked\":[");
	put(run->blocked_json, strlen(run->blocked_json));
	putf("]");
	put_ms("elapsedMs", run->now);
	put_ms("realMs", real_ns() - run->supervisor_started_real_ns);
	put_ms("cpuMs", run->cpu_total_ns);
	putf(",\"memoryBytes\":%llu,\"truncated\":%s,\"cgroup\":\"%s\"}\n", (unsigned long long)run->memory_peak,
	     run->truncated ? "true" : "false", run->cgroup_kind ? run->cgroup_kind : "none");
	record_flush();
}
