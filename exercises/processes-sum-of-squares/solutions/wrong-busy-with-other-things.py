# expect-fail: split-work
from multiprocessing import Process


def work():
    total = 0
    for i in range(1000):
        total += i * i


if __name__ == "__main__":
    processes = [Process(target=work) for _ in range(4)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    n = 100
    print(n * (n + 1) * (2 * n + 1) // 6)
