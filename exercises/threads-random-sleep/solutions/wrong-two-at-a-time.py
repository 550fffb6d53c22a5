# expect-fail: overlap
import random
import threading
import time

places = threading.Semaphore(2)


def task(n):
    with places:
        time.sleep(random.uniform(1, 2))
        print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
