# expect-fail: answers, processes, parallel, shares-the-cores
from multiprocessing import Process


def compute(n):
    print(n, sum(i * i for i in range(n)))


if __name__ == "__main__":
    processes = [Process(target=compute, args=(n,)) for n in ("3000000", "4000000", "5000000")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
