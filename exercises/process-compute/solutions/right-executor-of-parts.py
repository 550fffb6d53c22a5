# expect: all
import os
from concurrent.futures import ProcessPoolExecutor, as_completed

SIZES = (3_000_000, 4_000_000, 5_000_000)
STEP = 250_000


def part(start, end):
    return sum(i**2 for i in range(start, end))


if __name__ == "__main__":
    totals = dict.fromkeys(SIZES, 0)
    with ProcessPoolExecutor(os.cpu_count()) as executor:
        futures = {}
        for n in SIZES:
            for start in range(0, n, STEP):
                futures[executor.submit(part, start, min(n, start + STEP))] = n
        for future in as_completed(futures):
            totals[futures[future]] += future.result()
    for n, total in totals.items():
        print("sum of squares below", n, "is", total)
