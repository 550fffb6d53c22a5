# expect-fail: overlap
import random
import threading
import time


def task(n):
    time.sleep(random.uniform(1, 2))
    print("thread", n)


for n in range(5):
    t = threading.Thread(target=task, args=(n,))
    t.start()
    t.join()
