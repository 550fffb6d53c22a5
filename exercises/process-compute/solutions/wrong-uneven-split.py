# expect-fail: shares-the-cores
from multiprocessing import Pool

SIZES = [3_000_000, 4_000_000, 5_000_000]


def part(bounds):
    start, end = bounds
    return sum(i * i for i in range(start, end))


if __name__ == "__main__":
    # The first three quarters of each sum are for one worker, the last quarter is shared by two.
    parts = [(0, n * 3 // 4) for n in SIZES], [(n * 3 // 4, n * 7 // 8) for n in SIZES], [(n * 7 // 8, n) for n in SIZES]
    with Pool(3) as pool:
        columns = [pool.map_async(part, column, chunksize=3) for column in parts]
        for n, values in zip(SIZES, zip(*(column.get() for column in columns))):
            print(n, sum(values))
