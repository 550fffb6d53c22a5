#include "supervisor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct task *task_find(struct run *run, pid_t tid)
{
	FOR_EACH_TASK(run, task) {
		if (task->tid == tid)
			return task;
	}
	return NULL;
}

/* Thread group of a task: a clone's event does not say whether it made a thread. */
static pid_t group_of(pid_t tid)
{
	uint64_t group = (uint64_t)tid;
	proc_field(tid, "status", "Tgid", 10, &group);
	return (pid_t)group;
}

static struct process *process_of(struct run *run, pid_t pid)
{
	FOR_EACH_PROCESS(run, process) {
		if (process->pid == pid)
			return process;
	}
	return NULL;
}

static struct process *process_add(struct run *run, pid_t pid)
{
	for (size_t i = 0; i < MAX_PROCESSES; i++) {
		struct process *process = &run->processes[i];
		if (process->used)
			continue;
		*process = (struct process){.used = true, .pid = pid, .slot = (unsigned)i, .alarm = NEVER};
		if (run->processes_end <= i)
			run->processes_end = i + 1;
		return process;
	}
	return NULL;
}

size_t tasks_of(const struct run *run, const struct process *process)
{
	size_t count = 0;
	for (size_t i = 0; i < run->tasks_end; i++)
		count += run->tasks[i].used && run->tasks[i].process == process;
	return count;
}

/* Gives a task of the student's tree its process, its lane and its randomness. */
static bool join_tree(struct run *run, struct task *task, struct task *parent)
{
	pid_t group = group_of(task->tid);
	struct process *process = process_of(run, group);
	task->is_process = process == NULL;
	if (!process) {
		process = process_add(run, group);
		if (!process) {
			conclude(run, OUTCOME_TOO_MANY_PROCESSES);
			return false;
		}
		process->private_page = parent ? parent->process->private_page : 0;
	}
	task->process = process;
	task->lane = run->next_lane++;
	if (task->is_process)
		process->lane = task->lane;
	task->seed = parent ? random_child_seed(parent) : run->options.seed * 2 + 1;
	task->span_start = run->now;
	run->student_tasks++;
	return true;
}

struct task *task_add(struct run *run, pid_t tid, struct task *parent, bool student)
{
	struct task *task = task_find(run, tid);
	if (task)
		return task;
	size_t index = 0;
	while (index < MAX_TASKS && run->tasks[index].used)
		index++;
	if (index == MAX_TASKS) {
		conclude(run, OUTCOME_TOO_MANY_PROCESSES);
		return NULL;
	}
	task = &run->tasks[index];
	if (run->tasks_end <= index)
		run->tasks_end = index + 1;
	*task = (struct task){.used = true,
			      .tid = tid,
			      .state = TASK_NEW,
			      .lane = -1,
			      .syscall_file = -1,
			      .schedstat_file = -1,
			      .stat_file = -1};
	if (!student)
		return task;
	if (!join_tree(run, task, parent))
		return task;
	record_lane(run, task, parent ? parent->lane : -1);
	if (run->student_tasks > run->options.tasks)
		conclude(run, OUTCOME_TOO_MANY_PROCESSES);
	return task;
}

/* The jail's own process has become the student's program. */
void task_adopt(struct run *run, struct task *task)
{
	if (!join_tree(run, task, NULL))
		return;
	run->program = task->process;
	record_lane(run, task, -1);
}

void task_remove(struct run *run, struct task *task)
{
	struct process *process = task->process;
	quiet_forget(task);
	task->used = false;
	if (!process)
		return;
	run->student_tasks--;
	if (tasks_of(run, process) == 0) {
		timers_forget(process);
		process->used = false;
		process->cpu_seen_ns = 0;
	}
}
