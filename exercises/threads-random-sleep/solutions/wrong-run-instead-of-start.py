# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading
import time


def task(n):
    time.sleep(random.uniform(1, 2))
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.run()
