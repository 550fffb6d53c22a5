# expect: all
from multiprocessing import Process, Value


def add_squares(total, numbers):
    for number in numbers:
        with total.get_lock():
            total.value += number * number


if __name__ == "__main__":
    total = Value("i", 0)
    quarters = [range(1, 26), range(26, 51), range(51, 76), range(76, 101)]
    processes = [Process(target=add_squares, args=(total, quarter)) for quarter in quarters]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(total.value)
