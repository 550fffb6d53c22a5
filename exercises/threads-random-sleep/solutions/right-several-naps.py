# expect: all
import random
import threading
import time


def walker(name):
    for step in range(4):
        time.sleep(random.uniform(0.1, 0.9))
        print(f"{name}: step {step + 1}")


names = ("red", "green", "blue", "black", "white")
walkers = {name: threading.Thread(target=walker, args=(name,)) for name in names}
for thread in walkers.values():
    thread.start()
while any(thread.is_alive() for thread in walkers.values()):
    time.sleep(0.05)
print("the race is over")
