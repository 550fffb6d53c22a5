# expect-fail: random-durations
import random
import threading
import time

random.seed(1)
delays = [random.randint(1, 5) for _ in range(5)]


def task(n):
    time.sleep(delays[n])
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
