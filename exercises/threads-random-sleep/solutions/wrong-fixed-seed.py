# expect-fail: random-durations
import random
import threading
import time

random.seed(42)


def task(n):
    time.sleep(random.uniform(1, 3))
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
