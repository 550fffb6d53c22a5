# expect-fail: parallel
from multiprocessing import Process, Value


def work(low, total):
    total.value += sum(i * i for i in range(low, low + 25))


if __name__ == "__main__":
    total = Value("l", 0)
    for low in (1, 26, 51, 76):
        p = Process(target=work, args=(low, total))
        p.start()
        p.join()
    print(total.value)
