# expect-fail: split-work
"""The processes compute their parts, but nobody gets them: the main process computes it all again."""
from multiprocessing import Process


def work(low):
    part = sum(i * i for i in range(low, low + 25))
    print("part", part)


if __name__ == "__main__":
    processes = [Process(target=work, args=(low,)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    total = 0
    for i in range(1, 101):
        total += i * i
    print("total", total)
