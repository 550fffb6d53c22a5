# expect-fail: processes, parallel, shares-the-cores
from multiprocessing import Process

SIZES = [3_000_000, 4_000_000, 5_000_000]


def compute(n):
    print(n, sum(i * i for i in range(n)))


def compute_all(sizes):
    for n in sizes:
        compute(n)


if __name__ == "__main__":
    process = Process(target=compute_all, args=(SIZES,))
    process.start()
    process.join()
