# expect: exited
# exit: 0
# stdout: 6 True
# stdout: terminated
# stdout: [0, 1, 2, 3, 4, 5]
# stdout: timed out
import multiprocessing
import os
import time


def number_of_process(_):
    time.sleep(0.1)
    return os.getpid()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with context.Pool(2, maxtasksperchild=1) as pool:
        results = pool.map(number_of_process, range(6), chunksize=1)
        print(len(results), len(set(results)) == 6)
    pool = context.Pool(3)
    pool.map_async(time.sleep, [100] * 3)
    time.sleep(0.5)
    pool.terminate()
    pool.join()
    print("terminated")
    with context.Pool(2) as pool:
        print(sorted(pool.imap_unordered(abs, range(6))))
        try:
            pool.apply_async(time.sleep, (5,)).get(timeout=1)
        except multiprocessing.TimeoutError:
            print("timed out")
