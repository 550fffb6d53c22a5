# expect: all
"""n² is the sum of the first n odd numbers."""
from multiprocessing import Process, Queue


def square(n):
    total, odd = 0, 1
    for _ in range(n):
        total += odd
        odd += 2
    return total


def part(low, high, results):
    results.put((low, sum(square(n) for n in range(low, high))))


if __name__ == "__main__":
    results = Queue()
    processes = [Process(target=part, args=(low, low + 25, results)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    parts = dict(results.get() for _ in processes)
    for p in processes:
        p.join()
    print(sum(parts.values()))
