# expect: exited
# exit: 0
# stdout: False 1.0
# stdout: False 1.5
# stdout: False 1.8
# stdout: True 2.0
# stdout: empty 3.0
# stdout: full 3.5
# seconds: 3.5
import queue
import threading
import time

begin = time.monotonic()


def now():
    return round(time.monotonic() - begin, 1)


lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=1), now())
event = threading.Event()
print(event.wait(0.5), now())
condition = threading.Condition()
with condition:
    print(condition.wait(0.3), now())
threading.Timer(0.2, event.set).start()
print(event.wait(10), now())
try:
    queue.Queue().get(timeout=1)
except queue.Empty:
    print("empty", now())
full = queue.Queue(1)
full.put(1)
try:
    full.put(2, timeout=0.5)
except queue.Full:
    print("full", now())
