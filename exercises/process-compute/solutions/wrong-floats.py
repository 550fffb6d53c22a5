# expect-fail: answers
from multiprocessing import Pool


def compute(n):
    return sum(float(i) * i for i in range(n))


if __name__ == "__main__":
    with Pool(3) as pool:
        print(pool.map(compute, [3_000_000, 4_000_000, 5_000_000]))
