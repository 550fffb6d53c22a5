# expect-fail: processes, shares-the-cores
from multiprocessing import Pool


def compute(n):
    return sum(i * i for i in range(n))


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(compute, [3_000_000, 4_000_000, 5_000_000], chunksize=1))
