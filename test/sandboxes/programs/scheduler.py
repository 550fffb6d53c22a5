# expect: exited
# exit: 0
# stdout: [('a', 1.0), ('b', 2.0), ('c', 2.5)]
# seconds: 2.5
import sched
import time

begin = time.monotonic()
seen = []
scheduler = sched.scheduler()
for delay, name in ((2, "b"), (1, "a"), (2.5, "c")):
    scheduler.enter(delay, 1, lambda name=name: seen.append((name, round(time.monotonic() - begin, 1))))
scheduler.run()
print(seen)
