# expect-fail: processes, parallel, shares-the-cores
from multiprocessing import Process

SIZES = [3_000_000, 4_000_000, 5_000_000]


def compute(n):
    print(n, sum(i * i for i in range(n)))


if __name__ == "__main__":
    processes = [Process(target=compute(n)) for n in SIZES]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
