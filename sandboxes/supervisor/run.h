/*
 * The state of one run, shared by the files of the supervisor. Each field has one owner, named beside it; the others
 * read. Times are virtual nanoseconds since the program was executed, unless a name says otherwise.
 */
#ifndef INTERLEAVE_RUN_H
#define INTERLEAVE_RUN_H

#include "clock_page.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define NS_PER_US UINT64_C(1000)
#define NS_PER_MS UINT64_C(1000000)
#define NS_PER_S UINT64_C(1000000000)
#define NEVER UINT64_MAX

/* The cores that a program is told it has, and on which virtual time lets its processes run (FACTS: K = 4). */
#define VIRTUAL_CORES 4
/* Room for the student's tasks (limit 64 by default) and for those of bubblewrap. */
#define MAX_TASKS 512
/* What the kernel counts beyond the limit of tasks: ended ones whose parent has not asked. The supervisor counts the living. */
#define UNREAPED_TASKS 400
#define MAX_PROCESSES CLOCK_SLOTS
#define MAX_CONNECTIONS 256
#define MAX_FILES 16

enum outcome {
	OUTCOME_NONE,
	OUTCOME_EXITED,
	OUTCOME_SIGNALLED,
	OUTCOME_DEADLOCKED,
	OUTCOME_TIMED_OUT_VIRTUAL,
	OUTCOME_TIMED_OUT_REAL,
	OUTCOME_CPU_EXCEEDED,
	OUTCOME_OUT_OF_MEMORY,
	OUTCOME_TOO_MANY_PROCESSES,
	OUTCOME_OUTPUT_EXCEEDED,
	OUTCOME_SANDBOX_FAULT,
};

enum span_kind { SPAN_RUNNING, SPAN_SLEEPING, SPAN_WAITING };
enum wait_target {
	ON_NOTHING,
	ON_SLEEP,
	ON_LOCK,
	ON_IO,
	ON_POLL,
	ON_PIPE,
	ON_SOCKET,
	ON_CHILD,
	ON_SIGNAL,
	ON_START,
	ON_OTHER,
};
enum span_end { ENDED_BY_DEADLINE, ENDED_WOKEN, ENDED_BY_RUN_END };

struct options { /* owner: options.c */
	const char *staging;
	const char *files[MAX_FILES];
	size_t file_count;
	const char *entry;
	uint64_t seed;
	bool parent_first;
	const char *probe;
	uint64_t virtual_ms, cpu_ms, real_ms, memory_bytes, tasks, output_bytes, file_bytes;
	const char *internet;
	const char *ca;
	const char *hello;
	unsigned slot;
};

/* A timed wait that was rewritten to an infinite one and is ended by the supervisor. Owner: waits.c */
struct timed_wait {
	bool active;
	bool firing;
	bool brief;  /* perhaps a wait for the GIL: drawn only if everything else waited as well */
	bool jumped; /* time was moved to its deadline, so it was no wait for a lock that somebody held and used */
	uint64_t start;
	long number;
	uint64_t arguments[6];
	uint64_t deadline;
};

/* A call on a socket that has a time limit of the kernel's. Owner: socket_timeouts.c */
struct socket_wait {
	bool active;
	bool firing;
	bool restarts; /* was interrupted by a signal, and makes the same call again */
	uint64_t slices; /* how often the task had been given a CPU: until that changes it is the same call */
	long number;
	uint64_t deadline;
};

struct process {
	bool used;
	pid_t pid;
	int lane; /* of its first thread */
	unsigned slot;
	uint64_t cpu_seen_ns;  /* at the last publication; owner: clock.c */
	uint64_t private_page; /* address of clock_private_page in the process, 0 before the clock is mapped */
	uint64_t last_exit;    /* when its latest thread ended */
	uint64_t alarm;        /* deadline of ITIMER_REAL, or NEVER; owner: timers.c */
	uint64_t alarm_interval;
	bool runnable; /* as last surveyed; owner: quiet.c */
};

enum task_state {
	TASK_NEW,     /* announced, its first stop not seen yet */
	TASK_RUNNING, /* let go: running or blocked in the kernel */
	TASK_HELD,    /* kept stopped by the scenario's order */
	TASK_ENDING,  /* past its exit stop */
};

struct task {
	bool used;
	pid_t tid;
	struct process *process; /* NULL: part of the jail itself, not of the student's tree */
	enum task_state state;
	int lane;
	bool is_process; /* first thread of its process */
	bool vforked;    /* shares its parent's memory until it executes something */
	bool in_vfork;   /* blocked until its child executes or ends */
	bool first_stop_seen;
	uint64_t cpu_ns; /* filled at its exit stop */
	uint64_t seed;   /* generator of its randomness; owner: random.c */
	uint64_t children;

	struct timed_wait wait;
	/* the wait that a signal interrupted, in case the kernel restarts it (waits.c) */
	struct timed_wait interrupted;
	uint64_t interrupted_ip;
	struct socket_wait socket_wait;

	/* open span; owner: spans.c */
	enum span_kind span_kind;
	enum wait_target span_on;
	uint64_t span_start;

	/* last look; owner: quiet.c */
	int syscall_file, schedstat_file, stat_file;
	uint64_t seen_cpu, seen_slices;
	long seen_syscall;
	uint64_t seen_arguments[6];
};

struct connection { /* owner: relay.c */
	bool used;
	bool from_client_ended, to_client_ended;
	bool over; /* both ways ended well: the other side knows */
	int descriptor;
	uint32_t number;
	uint16_t client_port;
	uint32_t lane;
	uint64_t inode; /* of the program's socket */
	uint8_t *pending; /* bytes that the program has no room for yet, from pending_start */
	size_t pending_start, pending_length;
};

struct run {
	struct options options;

	/* clock.c */
	struct clock_page *page;
	char page_path[4096];
	size_t page_file_bytes;
	uint64_t now;
	uint64_t cpu_total_ns;
	unsigned runnable; /* processes counted at the last publication */
	bool started;      /* the program was executed */
	uint64_t started_real_ns, supervisor_started_real_ns;

	/* tasks.c */
	struct task tasks[MAX_TASKS];
	struct process processes[MAX_PROCESSES];
	size_t tasks_end, processes_end; /* no entry in use at or after these */
	int next_lane;
	size_t student_tasks;
	pid_t jail_pid;
	struct process *program;
	bool program_ended;
	int program_status; /* as of waitpid */

	/* quiet.c */
	uint64_t activity; /* counts everything that happens */
	uint64_t look_activity;
	bool look_valid;

	bool has_socket_limits; /* owner: socket_timeouts.c */

	/* order.c */
	uint64_t first_held, latest_held;

	/* network.c, relay.c, bridge.c */
	int gateway_file, dns_file, epoll_file;
	uint16_t gateway_port;
	int bridge_file;
	bool bridge_tried;
	uint32_t next_connection;
	uint32_t sync_token;
	bool sync_pending;
	bool bridge_idle; /* the answer to the latest sync has come */
	uint64_t bridge_deadline;
	struct connection connections[MAX_CONNECTIONS];

	/* output.c */
	int stdout_pipe[2], stderr_pipe[2];
	uint64_t stdout_inode, stderr_inode;
	uint64_t output_bytes;
	char jail_complaint[400]; /* what bubblewrap wrote before the program began */

	/* limits.c, cgroup.c */
	char cgroup_memory[512], cgroup_pids[512];
	const char *cgroup_kind;
	uint64_t memory_peak;
	uint64_t memory_checked_real_ns;

	int box_file; /* the program's folder; owner: left_files.c */

	/* record.c */
	bool truncated;

	enum outcome outcome;
	char fault_step[64];
	char fault_message[512];
	char blocked_json[16384];
};

/* The entries in use. Their bodies may free the entry they are at. */
#define FOR_EACH_TASK(run, each)                                                                                       \
	for (struct task *each = (run)->tasks; each < (run)->tasks + (run)->tasks_end; each++)                         \
		if (each->used)
#define FOR_EACH_PROCESS(run, each)                                                                                    \
	for (struct process *each = (run)->processes; each < (run)->processes + (run)->processes_end; each++)          \
		if (each->used)
#define FOR_EACH_CONNECTION(run, each)                                                                                 \
	for (struct connection *each = (run)->connections; each < (run)->connections + MAX_CONNECTIONS; each++)        \
		if (each->used)

/*
 * Notes our own failure and returns -1. The first one wins; the run then ends as `sandbox-fault` with this step.
 */
int fail(struct run *run, const char *step, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Ends the run with this outcome, unless it already has one. */
void conclude(struct run *run, enum outcome outcome);

/* The word of sandboxes/protocol.ts for it. */
const char *target_name(enum wait_target on);

#endif
