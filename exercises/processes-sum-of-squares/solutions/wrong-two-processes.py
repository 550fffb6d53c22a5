# expect-fail: four-processes, split-work, parallel
from multiprocessing import Process, Queue


def work(low, high, queue):
    queue.put(sum(i * i for i in range(low, high)))


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(low, low + 50, queue)) for low in (1, 51)]
    for p in processes:
        p.start()
    print(sum(queue.get() for _ in processes))
    for p in processes:
        p.join()
