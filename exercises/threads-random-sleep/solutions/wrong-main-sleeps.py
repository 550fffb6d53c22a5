# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading
import time


def task(n):
    print("thread", n)


for n in range(5):
    time.sleep(random.uniform(0.5, 1.5))
    threading.Thread(target=task, args=(n,)).start()
