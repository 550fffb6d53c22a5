# expect: all
from multiprocessing import Pool


def square_all(numbers):
    return [n * n for n in numbers]


if __name__ == "__main__":
    pool = Pool(4)
    results = [pool.apply_async(square_all, (range(low, low + 5),)) for low in range(1, 101, 5)]
    pool.close()
    total = 0
    for result in results:
        total += sum(result.get())
    pool.join()
    print("Sum of the squares:", float(total))
