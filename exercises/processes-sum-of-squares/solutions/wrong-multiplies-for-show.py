# expect-fail: split-work
from multiprocessing import Pool


def work(k):
    x = k
    for _ in range(25):
        x = x * 1
    return x


if __name__ == "__main__":
    with Pool(4) as pool:
        pool.map(work, range(4))
    print("Sum of squares:", 338350)
