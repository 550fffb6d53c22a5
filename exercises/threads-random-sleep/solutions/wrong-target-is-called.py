# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading
import time


def task(n):
    time.sleep(random.uniform(1, 2))
    print("thread", n)


threads = []
for n in range(5):
    t = threading.Thread(target=task(n))
    t.start()
    threads.append(t)
for t in threads:
    t.join()
