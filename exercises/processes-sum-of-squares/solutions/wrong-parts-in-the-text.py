# expect-fail: split-work
from multiprocessing import Pool


def part(k):
    return [5525, 37400, 100525, 194900][k]


if __name__ == "__main__":
    with Pool(4) as pool:
        print(sum(pool.map(part, range(4))))
