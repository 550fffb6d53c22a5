# expect-fail: split-work
from multiprocessing import Process, Queue


def work(queue):
    queue.put(sum(i * i for i in range(1, 101)))


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(queue,)) for _ in range(4)]
    for p in processes:
        p.start()
    results = [queue.get() for _ in processes]
    for p in processes:
        p.join()
    print(results[0])
