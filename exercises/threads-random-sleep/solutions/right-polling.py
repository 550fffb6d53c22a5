# expect: all
import random
import threading
import time


def task(n):
    end = time.time() + random.uniform(0.2, 1)
    while time.time() < end:
        time.sleep(0.01)
    print(f"{n} has waited long enough")


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
while threads:
    threads[0].join(timeout=0.3)
    if not threads[0].is_alive():
        threads.pop(0)
