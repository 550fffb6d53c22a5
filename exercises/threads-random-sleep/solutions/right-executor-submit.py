# expect: all
import random
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def work(number):
    seconds = random.randint(1, 3)
    time.sleep(seconds)
    print("worker", number, "slept", seconds)
    return seconds


with ThreadPoolExecutor(max_workers=5) as pool:
    futures = [pool.submit(work, number) for number in range(5)]
    longest = max(future.result() for future in as_completed(futures))

print("longest:", longest)
