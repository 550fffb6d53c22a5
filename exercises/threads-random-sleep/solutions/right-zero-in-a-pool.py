# expect: all
"""A task that drew 0 is over at once, and its thread takes the next one: the pool may start fewer than five."""
import random
import time
from concurrent.futures import ThreadPoolExecutor

random.random()


def task(n):
    time.sleep(random.randint(0, 2))
    print("task", n)


with ThreadPoolExecutor(max_workers=5) as pool:
    for n in range(5):
        pool.submit(task, n)
