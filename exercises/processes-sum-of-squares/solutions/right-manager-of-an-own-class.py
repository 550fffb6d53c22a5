# expect: all
from multiprocessing import Process
from multiprocessing.managers import BaseManager


class Total:
    def __init__(self):
        self._total = 0

    def add(self, part):
        self._total += part

    def get(self):
        return self._total


class TotalManager(BaseManager):
    pass


TotalManager.register("Total", Total)


def work(total, first):
    total.add(sum(n * n for n in range(first, first + 25)))


if __name__ == "__main__":
    with TotalManager() as manager:
        total = manager.Total()
        processes = [Process(target=work, args=(total, first)) for first in range(1, 101, 25)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print("The sum is", total.get())
