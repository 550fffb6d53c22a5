# expect-fail: split-work
from concurrent.futures import ProcessPoolExecutor


def part(numbers):
    return sum(i * i for i in numbers)


if __name__ == "__main__":
    with ProcessPoolExecutor(4) as pool:
        print(sum(pool.map(part, [range(1, 51), range(51, 101)])))
