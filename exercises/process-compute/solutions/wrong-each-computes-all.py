# expect-fail: shares-the-cores
from multiprocessing import Process


def compute():
    for n in (3_000_000, 4_000_000, 5_000_000):
        print(n, sum(i * i for i in range(n)))


if __name__ == "__main__":
    processes = [Process(target=compute) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
