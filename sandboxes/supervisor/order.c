/*
 * Who runs first. In the order `parent-first` a new process is held until everything else waits: a program that starts all
 * its workers and then joins them has all of them alive at once, every time; one that joins in its starting loop never has.
 */
#include "supervisor.h"

/* A parent that never waits (it polls) must not hold its children for ever. Both measured with pools of 4 and 8. */
#define AFTER_LATEST_NS (5 * NS_PER_MS)
#define AFTER_FIRST_NS (25 * NS_PER_MS)

/* True: the task stays in its stop until order_release. */
bool order_hold(struct run *run, struct task *task)
{
	if (!run->options.parent_first || !task->is_process || task->process == run->program)
		return false;
	if (run->first_held == NEVER)
		run->first_held = run->now;
	run->latest_held = run->now;
	task->state = TASK_HELD;
	span_set(run, task, SPAN_WAITING, ON_START, ENDED_WOKEN);
	return true;
}

/* Lets all held tasks go; false if there was none. */
bool order_release(struct run *run)
{
	bool any = false;
	FOR_EACH_TASK(run, task) {
		if (task->state != TASK_HELD)
			continue;
		task->state = TASK_RUNNING;
		span_set(run, task, SPAN_RUNNING, ON_NOTHING, ENDED_WOKEN);
		trace_continue(run, task, 0);
		any = true;
	}
	run->first_held = NEVER;
	return any;
}

void order_check(struct run *run)
{
	if (run->first_held == NEVER)
		return;
	if (run->now >= run->latest_held + AFTER_LATEST_NS || run->now >= run->first_held + AFTER_FIRST_NS)
		order_release(run);
}
