import multiprocessing

SIZES = [3_000_000, 4_000_000, 5_000_000]


def compute(n):
    # Add up the squares of all numbers below n, and print the sum.
    ...


if __name__ == "__main__":
    # Start one process for each size, and then wait for all of them.
    ...
