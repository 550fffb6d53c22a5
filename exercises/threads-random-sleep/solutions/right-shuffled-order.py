# expect: all
"""Every thread gets one of five known durations; which one is random."""
import random
import threading
import time

durations = [1, 2, 3, 4, 5]
random.shuffle(durations)


def task(seconds):
    time.sleep(seconds)
    print(f"slept {seconds} seconds")


threads = [threading.Thread(target=task, args=(seconds,)) for seconds in durations]
for t in threads:
    t.start()
for t in threads:
    t.join()
