# expect-fail: four-processes, parallel
from multiprocessing import Pool


def part(numbers):
    return sum(i * i for i in numbers)


if __name__ == "__main__":
    with Pool(2) as pool:
        print(sum(pool.map(part, [range(k, 101, 4) for k in (1, 2, 3, 4)])))
