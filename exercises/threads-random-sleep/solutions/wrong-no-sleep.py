# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading


def task(n):
    seconds = random.uniform(1, 3)
    print(f"thread {n} slept {seconds:.2f} seconds")


threads = [threading.Thread(target=task, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
