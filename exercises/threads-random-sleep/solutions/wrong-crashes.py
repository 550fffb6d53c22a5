# expect-fail: runs, five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading


def task(n):
    time.sleep(random.uniform(1, 3))
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in thread:
    t.start()
