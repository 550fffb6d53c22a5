import multiprocessing
import multiprocessing.pool
import time


def wait_a_second(number):
    time.sleep(1)
    return number


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def time_it(pool, function, arguments):
    start = time.time()
    pool.map(function, arguments, chunksize=1)
    return (time.time() - start) * 1000


if __name__ == "__main__":
    threads = multiprocessing.pool.ThreadPool(4)
    processes = multiprocessing.Pool(4)
    print("--- waiting ---")
    print(f"thread pool: {time_it(threads, wait_a_second, range(3)):.0f} ms")
    print(f"process pool: {time_it(processes, wait_a_second, range(3)):.0f} ms")
    print("--- computing ---")
    print(f"thread pool: {time_it(threads, fibonacci, [28] * 3):.0f} ms")
    print(f"process pool: {time_it(processes, fibonacci, [28] * 3):.0f} ms")
    for pool in threads, processes:
        pool.close()
        pool.join()
