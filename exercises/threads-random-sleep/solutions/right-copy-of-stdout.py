# expect: all
"""The messages go through a duplicate of the standard output, where it cannot be seen who wrote."""
import os
import random
import threading
import time

out = os.fdopen(os.dup(1), "w", buffering=1)


def task(n):
    time.sleep(random.uniform(0.2, 0.8))
    print("thread", n, file=out)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
