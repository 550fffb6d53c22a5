# expect-fail: split-work
from multiprocessing import Process, Value


def work(total):
    total.value = sum(i**2 for i in range(1, 101))


if __name__ == "__main__":
    total = Value("q", 0)
    processes = [Process(target=work, args=(total,)) for _ in range(4)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(total.value)
