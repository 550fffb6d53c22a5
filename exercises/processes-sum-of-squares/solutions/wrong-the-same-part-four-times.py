# expect-fail: split-work
from multiprocessing import Pool


def work(_):
    return sum(n * n for n in range(1, 26))


if __name__ == "__main__":
    with Pool(4) as pool:
        pool.map(work, range(4))
    n = 100
    print(n * (n + 1) * (2 * n + 1) // 6)
