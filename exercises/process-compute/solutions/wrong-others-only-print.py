# expect-fail: processes, parallel, shares-the-cores
from multiprocessing import Process, Queue


def compute(results, shown):
    for n in (3_000_000, 4_000_000, 5_000_000):
        results.put((n, sum(i * i for i in range(n))))
        shown.get()
    for _ in range(2):
        results.put(None)


def show(results, shown):
    while (result := results.get()) is not None:
        print(*result)
        shown.put(True)


if __name__ == "__main__":
    results, shown = Queue(), Queue()
    processes = [Process(target=target, args=(results, shown)) for target in (compute, show, show)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
