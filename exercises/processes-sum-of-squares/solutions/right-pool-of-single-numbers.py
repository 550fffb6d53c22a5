# expect: all
import multiprocessing as mp


def square(x):
    return x * x


if __name__ == "__main__":
    with mp.Pool(4) as pool:
        print(sum(pool.map(square, range(1, 101))))
