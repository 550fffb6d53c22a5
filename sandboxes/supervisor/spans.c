#include "supervisor.h"

/* Running for less than this between two waits is not drawn: it is the cost of the call itself. */
#define SHORTEST_RUNNING_NS 1000

void span_close(struct run *run, struct task *task, enum span_end ended)
{
	uint64_t length = run->now - task->span_start;
	if (run->started && length > 0 && (task->span_kind != SPAN_RUNNING || length >= SHORTEST_RUNNING_NS))
		record_span(run, task->lane, task->span_kind, task->span_on, task->span_start, run->now, ended);
	task->span_start = run->now;
}

void span_set(struct run *run, struct task *task, enum span_kind kind, enum wait_target on, enum span_end ended)
{
	if (task->lane < 0 || (task->span_kind == kind && task->span_on == on))
		return;
	span_close(run, task, ended);
	task->span_kind = kind;
	task->span_on = on;
}

void span_insert(struct run *run, struct task *task, enum wait_target on, uint64_t start, enum span_end ended)
{
	if (start > task->span_start)
		record_span(run, task->lane, task->span_kind, task->span_on, task->span_start, start, ENDED_WOKEN);
	record_span(run, task->lane, SPAN_WAITING, on, start, run->now, ended);
	task->span_start = run->now;
}
