# expect-fail: answers, processes, parallel, shares-the-cores
import multiprocessing
import time

RESULTS = {3_000_000: 8999995500000500000, 4_000_000: 21333325333334000000, 5_000_000: 41666654166667500000}


def compute(n):
    time.sleep(n / 10_000_000)
    print(n, RESULTS[n])


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    processes = [multiprocessing.Process(target=compute, args=(n,)) for n in RESULTS]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
