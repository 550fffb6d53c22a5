# expect: exited
# exit: 0
# stdout: True True True True True
# stdout: 2026
# seconds: 2
import datetime
import time

clocks = (time.time, time.monotonic, time.perf_counter, lambda: time.time_ns() / 1e9, lambda: datetime.datetime.now().timestamp())
before = [clock() for clock in clocks]
cpu = time.process_time()
time.sleep(2)
print(*(abs(clock() - first - 2) < 0.01 for clock, first in zip(clocks, before)))
assert time.process_time() - cpu < 0.05
assert abs(time.mktime(time.localtime()) - time.time()) <= 1
print(datetime.date.today().year)
