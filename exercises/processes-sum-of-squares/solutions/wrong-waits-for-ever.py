# expect-fail: runs, answer
from multiprocessing import Process, Queue


def work(low, queue):
    queue.put(sum(i * i for i in range(low, low + 25)))


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(low, queue)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    print(sum(queue.get() for _ in range(5)))
    for p in processes:
        p.join()
