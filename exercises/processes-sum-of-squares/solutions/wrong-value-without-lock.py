# expect-fail: answer
from multiprocessing import Process, Value


def work(first, total):
    part = 0
    for n in range(first, first + 25):
        part += n * n
    total.value += part


if __name__ == "__main__":
    total = Value("i", 0)
    processes = [Process(target=work, args=(first, total)) for first in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(total.value)
