/* How a run comes to its outcome, and the words for what lanes wait on. */
#include "run.h"

#include <stdarg.h>
#include <stdio.h>

/* Then that is the result, whatever else goes wrong: a program that floods us must not come off with our fault. */
static bool broke_a_limit(enum outcome outcome)
{
	return outcome >= OUTCOME_TIMED_OUT_VIRTUAL && outcome <= OUTCOME_OUTPUT_EXCEEDED;
}

int fail(struct run *run, const char *step, const char *format, ...)
{
	if (run->fault_step[0] == '\0') {
		va_list arguments;
		va_start(arguments, format);
		snprintf(run->fault_step, sizeof run->fault_step, "%s", step);
		vsnprintf(run->fault_message, sizeof run->fault_message, format, arguments);
		va_end(arguments);
	}
	if (!broke_a_limit(run->outcome))
		run->outcome = OUTCOME_SANDBOX_FAULT;
	return -1;
}

void conclude(struct run *run, enum outcome outcome)
{
	if (run->outcome == OUTCOME_NONE)
		run->outcome = outcome;
}

const char *target_name(enum wait_target on)
{
	static const char *const names[] = {"",     "sleep",  "lock",  "io",     "poll", "pipe",
					    "socket", "child", "signal", "start", "other"};
	return names[on];
}
