/* What the supervisor asks of the host's scheduler. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * Where allowed, and only for speed: nobody's numbers depend on it. Nice levels count within a session alone where the
 * kernel groups tasks by session (sched(7), autogroup), so the session's own level is set as well.
 */
void host_prefer(pid_t pid, int nice)
{
	char path[64], text[16];
	snprintf(path, sizeof path, "/proc/%d/autogroup", pid);
	int length = snprintf(text, sizeof text, "%d", nice);
	setpriority(PRIO_PROCESS, (id_t)pid, nice);
	int file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return;
	if (write(file, text, (size_t)length) < 0)
		errno = 0;
	close(file);
}

/*
 * The tree of a run has one CPU, so that its processes take turns (clock.c). The supervisor shares it: the two work in turn
 * as well, and waking another CPU at every stop costs the program three times as much, and unevenly.
 */
void host_pin(unsigned slot)
{
	cpu_set_t allowed, one;
	if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
		return;
	unsigned wanted = slot % (unsigned)CPU_COUNT(&allowed);
	for (size_t cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &allowed) || wanted-- > 0)
			continue;
		CPU_ZERO(&one);
		CPU_SET(cpu, &one);
		sched_setaffinity(0, sizeof one, &one);
		return;
	}
}
