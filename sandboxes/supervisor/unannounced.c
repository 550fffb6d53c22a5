/*
 * The kernel tells of a new task twice: by a stop of the task, and by an event of the one that made it; in any order. Here
 * wait those whose own stop came first, and end those whose maker was killed before it could tell.
 */
#include "supervisor.h"

#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define MAX_EARLY 64

static pid_t early[MAX_EARLY];
static size_t early_count;

bool was_unannounced(pid_t tid)
{
	for (size_t i = 0; i < early_count; i++) {
		if (early[i] == tid) {
			early[i] = early[--early_count];
			return true;
		}
	}
	return false;
}

static pid_t parent_of(pid_t pid)
{
	uint64_t parent = 0;
	proc_field(pid, "status", "PPid", 10, &parent);
	return (pid_t)parent;
}

/* A child whose parent was killed while making it: nobody will ever tell of it, so it cannot be let go. */
void unannounced_end_orphans(struct run *run)
{
	for (size_t i = 0; i < early_count; i++) {
		if (!task_find(run, parent_of(early[i])))
			kill(early[i], SIGKILL);
	}
}

/* A stop or an end of a task that is not known, or not yet. */
void unannounced_stop(struct run *run, pid_t tid, int status)
{
	run->activity++;
	was_unannounced(tid); /* it is listed once at most, and not after its end */
	if (!WIFSTOPPED(status))
		return;
	if (status >> 16 == PTRACE_EVENT_EXIT)
		ptrace(PTRACE_CONT, tid, NULL, NULL);
	else if (early_count < MAX_EARLY)
		early[early_count++] = tid;
	else
		kill(tid, SIGKILL);
}

void unannounced_kill_all(void)
{
	for (size_t i = 0; i < early_count; i++)
		kill(early[i], SIGKILL);
}
