# expect-fail: random-durations
import random
import threading
import time

seconds = random.uniform(1, 3)


def nap(number):
    time.sleep(seconds)
    print(number, "woke up")


threads = [threading.Thread(target=nap, args=(number,)) for number in range(5)]
threads.append(threading.Thread(target=print, args=("All are asleep",)))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
