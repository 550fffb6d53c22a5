# expect-fail: five-threads, sleeps-then-prints
import random
import time
from concurrent.futures import ThreadPoolExecutor


def task(n):
    time.sleep(random.uniform(1, 3))
    return f"thread {n} is done"


with ThreadPoolExecutor(5) as pool:
    for message in pool.map(task, range(5)):
        print(message)
