# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading
import time


def task(n):
    end = time.monotonic() + random.uniform(0.01, 0.06)
    while time.monotonic() < end:
        pass
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
