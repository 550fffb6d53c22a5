# expect: all
import time
from multiprocessing import Process, Queue


def work(low, results):
    results.put(sum(i * i for i in range(low, low + 25)))
    while True:
        time.sleep(1)


if __name__ == "__main__":
    results = Queue()
    processes = [Process(target=work, args=(low, results)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    print(sum(results.get() for _ in processes))
    for p in processes:
        p.terminate()
        p.join()
