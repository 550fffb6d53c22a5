# expect-fail: five-threads, random-durations, overlap
import random
import threading
import time
from multiprocessing import Process


def nap(number):
    time.sleep(random.uniform(1, 3))
    print(number, "woke up")


def work(number):
    thread = threading.Thread(target=nap, args=(number,))
    thread.start()
    thread.join()


if __name__ == "__main__":
    processes = [Process(target=work, args=(number,)) for number in range(5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
