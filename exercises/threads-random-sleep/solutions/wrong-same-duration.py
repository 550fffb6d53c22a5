# expect-fail: random-durations
import random
import threading
import time

seconds = random.uniform(1, 3)


def task(n):
    time.sleep(seconds)
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
