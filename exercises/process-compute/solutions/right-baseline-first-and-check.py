# expect: all
import time
from concurrent.futures import ProcessPoolExecutor

SIZES = [3_000_000, 4_000_000, 5_000_000]
KNOWN = [8999995500000500000, 21333325333334000000, 41666654166667500000]


def compute(n):
    return sum([i * i for i in range(n)])


if __name__ == "__main__":
    start = time.perf_counter()
    alone = [compute(n) for n in SIZES]
    print(f"one after the other: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=3) as executor:
        together = list(executor.map(compute, SIZES))
    print(f"with processes: {time.perf_counter() - start:.2f} s")
    assert alone == together == KNOWN
    print(*together)
