# expect-fail: split-work
from multiprocessing import Process, Queue


def part(low):
    return sum(i * i for i in range(low, low + 20))


def work(low, queue):
    queue.put(part(low))


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(low, queue)) for low in (1, 21, 41, 61)]
    for p in processes:
        p.start()
    total = part(81) + sum(queue.get() for _ in processes)
    for p in processes:
        p.join()
    print(total)
