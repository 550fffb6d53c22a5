# expect-fail: parallel, shares-the-cores
from multiprocessing import Pool


def compute(n):
    return sum(i * i for i in range(n))


if __name__ == "__main__":
    with Pool(3) as pool:
        for n in (3_000_000, 4_000_000, 5_000_000):
            print(n, pool.apply(compute, (n,)))
