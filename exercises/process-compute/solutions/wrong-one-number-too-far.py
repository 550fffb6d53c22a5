# expect-fail: answers
from concurrent.futures import ProcessPoolExecutor


def compute(n):
    return sum(i * i for i in range(1, n + 1))


if __name__ == "__main__":
    with ProcessPoolExecutor() as executor:
        print(list(executor.map(compute, [3_000_000, 4_000_000, 5_000_000])))
