# expect-fail: runs, five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading
import time

lock = threading.Lock()


def task(n):
    lock.acquire()
    time.sleep(random.uniform(1, 3))
    print("thread", n)  # the lock is never released


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
