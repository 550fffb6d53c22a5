# expect-fail: five-threads, overlap
import random
import threading
import time


def task():
    for n in range(5):
        time.sleep(random.uniform(0.5, 1))
        print("message", n)


thread = threading.Thread(target=task)
thread.start()
thread.join()
