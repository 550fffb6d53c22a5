# expect: all
from multiprocessing import Pool

SIZES = [3_000_000, 4_000_000, 5_000_000]


def compute(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


if __name__ == "__main__":
    with Pool() as pool:
        for n, total in zip(SIZES, pool.map(compute, SIZES)):
            print(f"{n:>10,}: {total:,}")
