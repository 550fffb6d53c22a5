# expect: all
"""randint(0, 3) may give 0: a thread that drew it does not wait at all, and that is no fault."""
import random
import threading
import time


def task(n):
    seconds = random.randint(0, 3)
    print(f"thread {n} will sleep {seconds} s")
    time.sleep(seconds)
    print(f"thread {n} is back")


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
