# expect: all
import random
import threading

never = threading.Event()


def task(name):
    print(f"{name} started")
    seconds = random.random() * 2
    never.wait(timeout=seconds)
    print(f"{name} completed after {seconds:.3f} s")


threads = [threading.Thread(target=task, args=(f"Task {n}",)) for n in range(1, 6)]
[t.start() for t in threads]
[t.join() for t in threads]
