# expect: all
"""Each part by the formula n(n + 1)(2n + 1) / 6, so there are hardly any multiplications to see."""
from multiprocessing import Pool


def up_to(n):
    return n * (n + 1) * (2 * n + 1) // 6


def between(pair):
    low, high = pair
    return up_to(high) - up_to(low - 1)


if __name__ == "__main__":
    with Pool(4) as pool:
        answer = sum(pool.imap_unordered(between, [(1, 25), (26, 50), (51, 75), (76, 100)]))
    print(f"{answer:_}")
