# expect-fail: random-durations
import threading
import time


def task(seconds):
    time.sleep(seconds)
    print("slept", seconds)


threads = [threading.Thread(target=task, args=(seconds,)) for seconds in (0.5, 1, 1.5, 2, 2.5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
