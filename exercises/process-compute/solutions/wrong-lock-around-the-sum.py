# expect-fail: parallel, shares-the-cores
from multiprocessing import Lock, Process


def compute(lock, n):
    with lock:
        print(n, sum(i * i for i in range(n)))


if __name__ == "__main__":
    lock = Lock()
    processes = [Process(target=compute, args=(lock, n)) for n in (3_000_000, 4_000_000, 5_000_000)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
