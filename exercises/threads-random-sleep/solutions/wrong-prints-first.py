# expect-fail: sleeps-then-prints
import random
import threading
import time


def task(n):
    print("thread", n)
    time.sleep(random.uniform(1, 3))


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
