# expect: all
from multiprocessing import Lock, Process, Value


def work(numbers, total, lock):
    for n in numbers:
        square = n * n
        lock.acquire()
        total.value += square
        lock.release()


if __name__ == "__main__":
    total = Value("i", 0, lock=False)
    lock = Lock()
    crew = [Process(target=work, args=(range(k, 101, 4), total, lock)) for k in range(1, 5)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(f"1² + … + 100² = {total.value:,}")
