# expect: all
"""First with Thread objects, then with a pool: the same five naps in two ways."""
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def nap(way, number):
    seconds = random.uniform(1, 2)
    time.sleep(seconds)
    print(f"{way} {number}: {seconds:.2f} s")


threads = [threading.Thread(target=nap, args=("Thread", number)) for number in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

with ThreadPoolExecutor(max_workers=5) as pool:
    for number in range(5):
        pool.submit(nap, "pool", number)
