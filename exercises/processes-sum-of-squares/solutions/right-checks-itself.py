# expect: all
"""The main process takes the result of the workers and then checks it, one after the other and by the clock."""
import multiprocessing
import time


def part(numbers):
    return sum(n * n for n in numbers)


if __name__ == "__main__":
    numbers = range(1, 101)
    start = time.perf_counter()
    serial = sum(n * n for n in numbers)
    between = time.perf_counter()
    with multiprocessing.Pool(4) as pool:
        parallel = sum(pool.map(part, [numbers[i::4] for i in range(4)]))
    end = time.perf_counter()
    print(f"one process: {serial} in {between - start:.6f} s")
    print(f"four processes: {parallel} in {end - between:.6f} s")
    assert serial == parallel
