# expect: all
import multiprocessing


def part(low, high):
    return sum(x * x for x in range(low, high + 1))


if __name__ == "__main__":
    multiprocessing.set_start_method("forkserver")
    with multiprocessing.Pool(4) as pool:
        print(sum(pool.starmap(part, [(1, 25), (26, 50), (51, 75), (76, 100)])))
