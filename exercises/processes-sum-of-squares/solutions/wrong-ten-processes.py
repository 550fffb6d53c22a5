# expect-fail: four-processes
from multiprocessing import Process, Queue


def work(low, queue):
    queue.put(sum(i * i for i in range(low, low + 10)))


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(low, queue)) for low in range(1, 101, 10)]
    for p in processes:
        p.start()
    print(sum(queue.get() for _ in processes))
    for p in processes:
        p.join()
