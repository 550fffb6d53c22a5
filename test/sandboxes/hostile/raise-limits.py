# expect: exited
# stdout-contains: raised: []
import os
import resource


def write(path, text):
    os.write(os.open(path, os.O_WRONLY), text)


raised = []
for name in [name for name in dir(resource) if name.startswith("RLIMIT_")]:
    which = getattr(resource, name)
    soft, hard = resource.getrlimit(which)
    if hard == resource.RLIM_INFINITY:
        continue
    try:
        resource.setrlimit(which, (hard + 1, hard + 1))
        raised.append(name)
    except (OSError, ValueError):
        pass
for change in (lambda: os.setpriority(os.PRIO_PROCESS, 0, -20), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
               lambda: write("/proc/self/oom_score_adj", b"-1000")):
    try:
        change()
        raised.append(change)
    except OSError:
        pass
os.nice(5)
print("raised:", raised)
