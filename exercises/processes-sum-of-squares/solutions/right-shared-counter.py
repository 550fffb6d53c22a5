# expect: all
"""Each process takes the next number from a shared counter; the first may be so quick that it takes them all."""
from multiprocessing import Process, Value


def work(counter, total):
    while True:
        with counter.get_lock():
            n = counter.value
            counter.value += 1
        if n > 100:
            break
        with total.get_lock():
            total.value += n * n


if __name__ == "__main__":
    counter, total = Value("i", 1), Value("i", 0)
    processes = [Process(target=work, args=(counter, total)) for _ in range(4)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(total.value)
