# expect-fail: split-work
from multiprocessing import Process

parts = []


def work(low):
    parts.append(sum(i * i for i in range(low, low + 25)))


if __name__ == "__main__":
    processes = [Process(target=work(low)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(sum(parts))
