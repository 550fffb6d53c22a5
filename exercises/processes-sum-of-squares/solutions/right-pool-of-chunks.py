# expect: all
from multiprocessing import Pool


def sum_of_squares(numbers):
    return sum(n**2 for n in numbers)


if __name__ == "__main__":
    numbers = list(range(1, 101))
    size = len(numbers) // 4
    chunks = [numbers[i * size : (i + 1) * size] for i in range(4)]
    with Pool(processes=4) as pool:
        parts = pool.map(sum_of_squares, chunks)
    print(f"parts: {parts}")
    print(f"total: {sum(parts):,}")
