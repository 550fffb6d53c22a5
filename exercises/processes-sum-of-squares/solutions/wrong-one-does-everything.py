# expect-fail: split-work
from multiprocessing import Process, Queue


def work(k, queue):
    total = 0
    if k == 0:
        for i in range(1, 101):
            total += i * i
    queue.put(total)


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(k, queue)) for k in range(4)]
    for p in processes:
        p.start()
    print(sum(queue.get() for _ in processes))
    for p in processes:
        p.join()
