# expect-fail: answer
from multiprocessing import Process

total = 0


def work(low):
    global total
    for i in range(low, low + 25):
        total += i * i


if __name__ == "__main__":
    processes = [Process(target=work, args=(low,)) for low in (1, 26, 51, 76)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(total)
