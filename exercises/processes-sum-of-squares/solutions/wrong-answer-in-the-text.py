# expect-fail: split-work
import multiprocessing
import time


def work(k):
    print("process", k, "computes")
    time.sleep(1)
    print("process", k, "is done")


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=work, args=(k,)) for k in range(4)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("The sum is 338350")
