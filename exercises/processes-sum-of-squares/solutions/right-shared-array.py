# expect: all
import ctypes
import multiprocessing
import operator


def work(results, index):
    mine = range(index + 1, 101, 4)
    results[index] = sum(map(operator.mul, mine, mine))


if __name__ == "__main__":
    results = multiprocessing.Array(ctypes.c_long, 4)
    crew = [multiprocessing.Process(target=work, args=(results, index)) for index in range(4)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()
    print("Parts:", list(results))
    print("Sum:", sum(results))
