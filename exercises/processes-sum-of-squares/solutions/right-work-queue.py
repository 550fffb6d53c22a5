# expect: all
"""Four consumers share one queue of tasks; None says that there are no more."""
from multiprocessing import JoinableQueue, Process, Queue


def consumer(tasks, results):
    while True:
        numbers = tasks.get()
        if numbers is None:
            tasks.task_done()
            break
        results.put(sum(n * n for n in numbers))
        tasks.task_done()


if __name__ == "__main__":
    tasks, results = JoinableQueue(), Queue()
    consumers = [Process(target=consumer, args=(tasks, results)) for _ in range(4)]
    for c in consumers:
        c.start()
    for low in range(1, 101, 10):
        tasks.put(range(low, low + 10))
    for c in consumers:
        tasks.put(None)
    tasks.join()
    print(sum(results.get() for _ in range(10)))
    for c in consumers:
        c.join()
