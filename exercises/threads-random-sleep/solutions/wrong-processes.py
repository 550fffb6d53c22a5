# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import multiprocessing
import random
import time


def task(n):
    time.sleep(random.uniform(1, 3))
    print("process", n)


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=task, args=(n,)) for n in range(5)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
