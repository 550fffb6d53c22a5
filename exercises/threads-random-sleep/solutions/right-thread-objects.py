# expect: all
import random
import threading
import time


def nap(number):
    seconds = random.uniform(1, 3)
    time.sleep(seconds)
    print(f"Thread {number} slept {seconds:.2f} s")


threads = []
for number in range(1, 6):
    thread = threading.Thread(target=nap, args=(number,))
    threads.append(thread)
    thread.start()

for thread in threads:
    thread.join()

print("All threads are done")
