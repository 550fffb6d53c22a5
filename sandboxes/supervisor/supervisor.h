/*
 * What each file of the supervisor offers to the others, in the order in which a run meets them. Functions that can fail
 * for a reason of ours return -1 after `fail` has named the step; what the student's program does is never an error here.
 */
#ifndef INTERLEAVE_SUPERVISOR_H
#define INTERLEAVE_SUPERVISOR_H

#include "run.h"

#include <sys/user.h>

struct sock_fprog;
struct epoll_event;

/* ---- options.c: the command line (sandboxes/protocol.ts) */
int options_parse(struct options *options, int argc, char **argv, char *problem, size_t problem_size);

/* ---- json.c: its text */
void json_bytes(const void *bytes, size_t length);
void json_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* `,"name":milliseconds`, with three decimals */
void json_ms(const char *name, uint64_t ns);
void json_string(const char *text, size_t length);
void json_base64(const uint8_t *bytes, size_t length);
void json_flush(void);

/* ---- record.c: the JSON lines of the timeline, on descriptor 3 */
void record_lane(struct run *run, const struct task *task, int parent);
void record_exec(struct run *run, const struct task *task);
void record_span(struct run *run, int lane, enum span_kind kind, enum wait_target on, uint64_t start, uint64_t end,
		 enum span_end ended);
/* Writes that follow each other closely in one lane and stream become one line. */
void record_output(struct run *run, int lane, bool is_stderr, const uint8_t *bytes, size_t length);
void record_reported(struct run *run, int lane, const uint8_t *bytes, size_t length);
void record_raw(struct run *run, const uint8_t *line, size_t length);
/* status: exit status or -1; signal: number or 0 */
void record_lane_end(struct run *run, int lane, uint64_t at, uint64_t cpu_ns, int status, int signal);
/* crc: NULL if it was not read */
void record_left_file(const char *path, uint64_t bytes, const uint32_t *crc);
void record_result(struct run *run);

/* ---- clock.c: virtual time */
uint64_t real_ns(void);
int clock_create(struct run *run);
void clock_start(struct run *run);
/* Adds the CPU time that the tree used since the last call to `now`, and publishes it. */
void clock_update(struct run *run);
/* Jumps to a later time while everything waits. */
void clock_skip(struct run *run, uint64_t to);
/* From now on, this many processes can run. */
void clock_set_runnable(struct run *run, unsigned runnable);
/* Unlinks the page's file; the mappings remain. */
void clock_hide(struct run *run);
extern const char clock_path_in_jail[];

/* ---- proc.c: what the kernel tells of a task */
/* The number after `field:` in this file of the task; false, and nothing written, if it is gone. */
bool proc_field(pid_t tid, const char *name, const char *field, int base, uint64_t *value);
/* How long a thread ran, and how long it was ready to run while others had its CPU; zeros if it is gone. */
struct schedule {
	uint64_t cpu_ns, queued_ns;
};
struct schedule proc_schedule(pid_t tid);
/* How often it was given a CPU; 0 if it is gone. */
uint64_t proc_slices(pid_t tid);

/* ---- cgroup.c, limits.c */
void cgroup_create(struct run *run);
void cgroup_enter(struct run *run, pid_t pid);
bool cgroup_oom_killed(struct run *run);
uint64_t cgroup_memory_peak(struct run *run);
void cgroup_remove(struct run *run);
void limits_check(struct run *run);

/* ---- filter.c: the seccomp program, which denies and traces */
int filter_write(struct run *run);

/* ---- jail_arguments.c, jail.c: bubblewrap */
#define BWRAP "/usr/bin/bwrap"
#define PYTHON "/usr/bin/python3"
/* The command line, ending with NULL; NULL after a fault. */
char **jail_arguments(struct run *run, int filter);
/* Starts the jail under ptrace; the program itself has not been executed yet. */
int jail_start(struct run *run);
void jail_kill(struct run *run);

/* ---- network.c: namespace, addresses, names */
int network_create(struct run *run);
void network_answer_names(struct run *run);
/* The name that resolves to this address, or NULL. Address in host byte order. */
const char *network_name_of(uint32_t address);

/* ---- relay.c: connections of the program to the stand-in internet */
void relay_connect(struct run *run, struct task *task, struct user_regs_struct *regs);
void relay_sent_by(struct run *run, const struct task *task, int descriptor);
void relay_accept(struct run *run);
void relay_event(struct run *run, struct connection *connection, uint32_t events);
void relay_from_internet(struct run *run, uint32_t type, uint32_t number, const uint8_t *bytes, size_t length);
bool relay_is_stuck(struct run *run);

/* ---- bridge.c: frames to and from the stand-in internet */
int bridge_send(struct run *run, uint32_t type, uint32_t number, uint32_t lane, const void *bytes, size_t length);
void bridge_read(struct run *run);
void bridge_finish(struct run *run);

/* ---- trace.c: registers and memory of a stopped task */
int trace_get_registers(const struct task *task, struct user_regs_struct *regs);
int trace_set_registers(const struct task *task, const struct user_regs_struct *regs);
/* Bytes copied, at most `length`; 0 if the address is bad. */
size_t trace_read(const struct task *task, uint64_t address, void *to, size_t length);
size_t trace_write(const struct task *task, uint64_t address, const void *from, size_t length);
/* Skips the system call that the task is about to make; it sees `result`. */
void trace_fake_result(const struct task *task, struct user_regs_struct *regs, int64_t result);
void trace_continue(struct run *run, struct task *task, int signal);
/* A duplicate of the task's descriptor in the supervisor, or -1. */
int trace_steal_descriptor(const struct task *task, int descriptor);
/* Inode of a descriptor of this kind ("pipe", "socket"), 0 if it is something else. */
uint64_t trace_descriptor_inode(const struct task *task, int descriptor, const char *kind);

/* ---- tasks.c: threads and processes */
struct task *task_find(struct run *run, pid_t tid);
struct task *task_add(struct run *run, pid_t tid, struct task *parent, bool student);
void task_remove(struct run *run, struct task *task);
void task_adopt(struct run *run, struct task *task);
size_t tasks_of(const struct run *run, const struct process *process);

/* ---- spans.c: what a lane is doing */
void span_set(struct run *run, struct task *task, enum span_kind kind, enum wait_target on, enum span_end ended);
/* A wait from `start` until now, in the middle of what the lane was doing. */
void span_insert(struct run *run, struct task *task, enum wait_target on, uint64_t start, enum span_end ended);
void span_close(struct run *run, struct task *task, enum span_end ended);

/* ---- stops.c: every stop of every task; true if there was any */
bool stops_handle(struct run *run);

/* ---- unannounced.c: tasks that stopped before their maker told of them */
/* True if this new task has made its first stop already; it is forgotten here. */
bool was_unannounced(pid_t tid);
void unannounced_stop(struct run *run, pid_t tid, int status);
void unannounced_end_orphans(struct run *run);
void unannounced_kill_all(void);

/* ---- host.c: scheduling */
void host_prefer(pid_t pid, int nice);
void host_pin(unsigned slot);

/* ---- executed.c: a program was executed: give it the clock */
/* EXECUTED_GONE: the task is ending, and the main loop will see its end. */
#define EXECUTED_GONE 1
int executed(struct run *run, struct task *task);

/* ---- calls.c: the system calls that the filter stops on */
void call_stopped(struct run *run, struct task *task);

/* ---- timeouts.c: the time limit of a call */
struct timeout {
	bool present; /* a time was given */
	bool valid;
	bool absolute;
	uint64_t ns; /* relative, or the absolute virtual time */
};

struct timeout timeout_of(const struct run *run, const struct task *task, const struct user_regs_struct *regs);

/* ---- waits.c: timed waits */
bool wait_enter(struct run *run, struct task *task, struct user_regs_struct *regs);
void wait_exit(struct run *run, struct task *task);
/* `jumped`: everything waits, and time has been moved. */
void waits_fire(struct run *run, bool jumped);
uint64_t waits_next(struct run *run);
void wait_signal(struct task *task, int signal);

/* ---- socket_timeouts.c: SO_RCVTIMEO, SO_SNDTIMEO */
void socket_option_call(struct run *run, struct task *task, struct user_regs_struct *regs);
void socket_wait_note(struct run *run, struct task *task);
void socket_wait_stopped(struct run *run, struct task *task, bool by_interrupt);
void socket_waits_fire(struct run *run);
uint64_t socket_waits_next(struct run *run);

/* ---- timers.c: alarm, setitimer, timerfd */
bool timer_call(struct run *run, struct task *task, struct user_regs_struct *regs);
void timers_fire(struct run *run);
uint64_t timers_next(struct run *run);
void timers_forget(struct process *process);

/* ---- output.c, random.c */
bool output_write(struct run *run, struct task *task, struct user_regs_struct *regs);
void output_drain(struct run *run);
void random_call(struct task *task, struct user_regs_struct *regs);
uint64_t random_child_seed(struct task *parent);
void random_bytes(uint64_t *state, void *bytes, size_t length);

/* ---- order.c: who runs first */
bool order_hold(struct run *run, struct task *task);
bool order_release(struct run *run);
void order_check(struct run *run);

/* ---- blocked.c: what a task waits on */
enum wait_target blocked_on(const struct task *task);
enum wait_target blocked_on_poll(const struct task *task, uint64_t entries, uint64_t count);
void blocked_list(struct run *run);

/* ---- left_files.c: what the program wrote into its folder */
/* While it stands before its first instruction. */
int left_files_open(struct run *run, const struct task *task);
/* When nothing of it runs any more. */
void left_files_record(struct run *run);

/* ---- quiet.c: is everything waiting? */
/* Counts the processes that can run, for the core model, and notes what the others wait on. */
void survey(struct run *run);
/* Looks whether nothing can happen before the next deadline; if so goes there. True if time was moved or the run ended. */
bool quiet_step(struct run *run);
void quiet_forget(struct task *task);

#endif
