# expect: exited
# exit: 0
# stdout: 4 4
# stdout: as long as one
# stdout: twice as long
# Processes that compute share four cores: up to four of them take the time of one.
import multiprocessing
import os
import time


def compute(seconds):
    while time.process_time() < seconds:
        pass


def took(count):
    begin = time.monotonic()
    workers = [multiprocessing.get_context("fork").Process(target=compute, args=(0.3,)) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.monotonic() - begin


if __name__ == "__main__":
    print(os.cpu_count(), len(os.sched_getaffinity(0)))
    one, four, eight = took(1), took(4), took(8)
    print("as long as one" if 0.8 < four / one < 1.2 else (one, four))
    print("twice as long" if 1.6 < eight / one < 2.5 else (one, eight))
