# expect: all
import random
import sys
import threading
import time


def task():
    time.sleep(random.random() * 0.1)
    sys.stdout.write(threading.current_thread().name + " is awake\n")


threads = [threading.Thread(target=task, daemon=True) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
