# expect-fail: split-work
from multiprocessing import Process, Queue


def work(numbers, results):
    results.put(sum(i * i for i in numbers))


if __name__ == "__main__":
    results = Queue()
    shares = (range(1, 51), range(51, 80), range(80, 101), range(0))
    processes = [Process(target=work, args=(share, results)) for share in shares]
    for p in processes:
        p.start()
    print(sum(results.get() for _ in processes))
    for p in processes:
        p.join()
