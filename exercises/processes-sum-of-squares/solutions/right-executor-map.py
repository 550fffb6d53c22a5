# expect: all
from concurrent.futures import ProcessPoolExecutor


def square(n):
    return pow(n, 2)


def main():
    with ProcessPoolExecutor(max_workers=4) as executor:
        total = sum(executor.map(square, range(1, 101), chunksize=25))
    print(f"The sum of squares is {total}.")


if __name__ == "__main__":
    main()
