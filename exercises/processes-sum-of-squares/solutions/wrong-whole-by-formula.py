# expect-fail: split-work
from multiprocessing import Pool


def work(n):
    return n * (n + 1) * (2 * n + 1) // 6


if __name__ == "__main__":
    with Pool(4) as pool:
        print(pool.map(work, [100, 100, 100, 100])[0])
