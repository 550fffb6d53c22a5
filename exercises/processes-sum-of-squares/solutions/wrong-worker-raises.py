# expect-fail: runs, answer, split-work
from multiprocessing import Pool


def part(numbers):
    return sum(i * i for i in numbers)


if __name__ == "__main__":
    with Pool(4) as pool:
        print(sum(pool.map(part, [25, 50, 75, 100])))  # a number is not a range
