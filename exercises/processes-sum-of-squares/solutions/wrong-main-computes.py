# expect-fail: split-work
import time
from multiprocessing import Process


def work():
    time.sleep(0.5)


if __name__ == "__main__":
    processes = [Process(target=work) for _ in range(4)]
    for p in processes:
        p.start()
    total = sum(i * i for i in range(1, 101))
    for p in processes:
        p.join()
    print(total)
