# expect-fail: answer, split-work
from multiprocessing import Process, Queue


def work(queue, first):
    queue.put(sum(n * n for n in range(first, first + 25)))


queue = Queue()
processes = []
for first in (1, 26, 51, 76):
    process = Process(target=lambda: work(queue, first))
    processes.append(process)
for process in processes:
    process.start()
print("The sum is", sum(queue.get() for _ in processes))
for process in processes:
    process.join()
