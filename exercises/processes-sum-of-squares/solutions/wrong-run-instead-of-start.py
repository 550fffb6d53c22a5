# expect-fail: four-processes, split-work, parallel
from multiprocessing import Process

parts = []


def work(low):
    parts.append(sum(i * i for i in range(low, low + 25)))


if __name__ == "__main__":
    processes = [Process(target=work, args=(low,)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.run()
    print(sum(parts))
