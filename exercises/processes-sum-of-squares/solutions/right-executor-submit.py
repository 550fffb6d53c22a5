# expect: all
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import reduce


def part(numbers):
    return reduce(lambda total, n: total + n * n, numbers, 0)


if __name__ == "__main__":
    total = 0
    with ProcessPoolExecutor(4) as executor:
        futures = [executor.submit(part, range(first, 101, 4)) for first in range(1, 5)]
        for future in as_completed(futures):
            total += future.result()
    print(total)
