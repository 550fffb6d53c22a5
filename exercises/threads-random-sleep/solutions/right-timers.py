# expect: all
import random
import threading


def message(number):
    print(f"Timer {number} has fired")


timers = [threading.Timer(random.uniform(0.2, 2.5), message, [number]) for number in range(5)]
for timer in timers:
    timer.start()
for timer in timers:
    timer.join()
