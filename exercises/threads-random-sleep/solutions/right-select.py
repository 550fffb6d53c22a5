# expect: all
import random
import select
import threading


def task(n):
    delay = random.SystemRandom().uniform(0, 1.5)
    select.select([], [], [], delay)
    print("Thread", n, "slept for", round(delay, 2), sep=" ", end=" s\n", flush=True)


threads = []
for n in range(5):
    threads.append(threading.Thread(target=task, args=[n]))
    threads[-1].start()
for t in threads:
    t.join()
