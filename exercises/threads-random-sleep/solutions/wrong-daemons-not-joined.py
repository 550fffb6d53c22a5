# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import random
import threading
import time


def task(n):
    print(f"thread {n} begins")
    time.sleep(random.uniform(1, 3))
    print(f"thread {n} ends")


for n in range(5):
    threading.Thread(target=task, args=(n,), daemon=True).start()
print("main is done")
