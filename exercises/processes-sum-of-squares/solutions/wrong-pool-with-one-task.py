# expect-fail: split-work
from multiprocessing import Pool


def work(high):
    return sum(i * i for i in range(1, high + 1))


if __name__ == "__main__":
    with Pool(4) as pool:
        print(pool.apply(work, (100,)))
