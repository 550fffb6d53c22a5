# expect: all
import queue
import random
import threading

printing = threading.Lock()


def by_queue(n):
    try:
        queue.Queue().get(timeout=random.uniform(0.5, 2))
    except queue.Empty:
        with printing:
            print(n, "waited on an empty queue")


def by_condition(n):
    condition = threading.Condition()
    with condition:
        condition.wait(random.uniform(0.5, 2))
    with printing:
        print(n, "waited on a condition")


def by_lock(n):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire(timeout=random.uniform(0.5, 2))
    with printing:
        print(n, "waited on a lock")


threads = [threading.Thread(target=f, args=(n,)) for n, f in enumerate([by_queue, by_condition, by_lock] * 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
