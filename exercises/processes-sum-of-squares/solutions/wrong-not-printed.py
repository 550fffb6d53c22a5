# expect-fail: answer
from multiprocessing import Pool


def part(low):
    return sum(i * i for i in range(low, low + 25))


if __name__ == "__main__":
    with Pool(4) as pool:
        total = sum(pool.map(part, [1, 26, 51, 76]))
    print("done")
