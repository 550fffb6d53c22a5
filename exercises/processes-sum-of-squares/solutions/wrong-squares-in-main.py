# expect-fail: split-work
from multiprocessing import Pool

if __name__ == "__main__":
    squares = [n * n for n in range(1, 101)]
    with Pool(4) as pool:
        print(sum(pool.map(sum, [squares[i : i + 25] for i in range(0, 100, 25)])))
