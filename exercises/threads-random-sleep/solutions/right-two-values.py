# expect: all
"""Only two durations are possible, so several threads wait equally long."""
import random
import threading
import time


def task(n):
    time.sleep(random.randint(1, 2))
    print("done", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
