# expect: all
"""The threads do not sleep themselves: they wait for a program that does."""
import os
import random
import threading


def task(n):
    os.system(f"sleep {random.uniform(0.1, 1):.3f}")
    print("back from program", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
