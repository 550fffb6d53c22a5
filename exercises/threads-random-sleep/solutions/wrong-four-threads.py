# expect-fail: five-threads
import random
import threading
import time


def task(n):
    time.sleep(random.uniform(1, 3))
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(1, 5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
