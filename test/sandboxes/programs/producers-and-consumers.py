# expect: exited
# exit: 0
# stdout: 30 1.0
# seconds: 1
import queue
import threading
import time

jobs = queue.Queue(2)
done = []


def produce():
    for number in range(10):
        jobs.put(number)
        time.sleep(0.1)


def consume():
    while (job := jobs.get()) is not None:
        done.append(job)
        jobs.task_done()


begin = time.monotonic()
producers = [threading.Thread(target=produce) for _ in range(3)]
consumers = [threading.Thread(target=consume) for _ in range(2)]
for thread in producers + consumers:
    thread.start()
for thread in producers:
    thread.join()
jobs.join()
for _ in consumers:
    jobs.put(None)
for thread in consumers:
    thread.join()
print(len(done), round(time.monotonic() - begin, 1))
