# expect-fail: answers
from multiprocessing import Process

results = {}


def compute(n):
    results[n] = sum(i * i for i in range(n))


if __name__ == "__main__":
    processes = [Process(target=compute, args=(n,)) for n in (3_000_000, 4_000_000, 5_000_000)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("results:", results)
