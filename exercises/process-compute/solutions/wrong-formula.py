# expect-fail: processes, parallel, shares-the-cores
from multiprocessing import Process


def compute(n):
    print((n - 1) * n * (2 * n - 1) // 6)


if __name__ == "__main__":
    processes = [Process(target=compute, args=(n * 10**6,)) for n in (3, 4, 5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
