# expect-fail: overlap
import random
import threading
import time

lock = threading.Lock()


def task(n):
    with lock:
        time.sleep(random.uniform(0.5, 1.5))
        print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
