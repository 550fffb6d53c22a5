# expect: all
import random
import threading
import time

random.seed(int(time.time()))


def task(n):
    time.sleep(random.randint(1, 5))
    print("thread", n)


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
