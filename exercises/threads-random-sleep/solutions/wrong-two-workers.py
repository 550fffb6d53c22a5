# expect-fail: five-threads, overlap
import random
import time
from concurrent.futures import ThreadPoolExecutor


def task(n):
    time.sleep(random.uniform(1, 2))
    print("task", n)


with ThreadPoolExecutor(max_workers=2) as pool:
    for n in range(5):
        pool.submit(task, n)
