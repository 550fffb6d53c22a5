# expect: deadlocked
import threading

started = threading.Event()
threads = []


def join(number):
    started.wait()
    threads[1 - number].join()


threads += [threading.Thread(target=join, args=(number,)) for number in (0, 1)]
for thread in threads:
    thread.start()
started.set()
