# expect-fail: parallel, shares-the-cores
from multiprocessing import Process

SIZES = [3_000_000, 4_000_000, 5_000_000]


def compute(n):
    print(n, sum(i * i for i in range(n)))


if __name__ == "__main__":
    for n in SIZES:
        process = Process(target=compute, args=(n,))
        process.start()
        process.join()
