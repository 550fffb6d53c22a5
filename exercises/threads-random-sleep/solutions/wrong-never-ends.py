# expect-fail: runs
import random
import threading
import time


def task(n):
    while True:
        time.sleep(random.uniform(1, 3))
        print("thread", n)


for n in range(5):
    threading.Thread(target=task, args=(n,)).start()
