# expect: all
import random
import threading
import time


def nap(number):
    time.sleep(random.randint(0, 1))
    print(number, "woke up")


threads = [threading.Thread(target=nap, args=(number,)) for number in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
