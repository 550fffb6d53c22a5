# expect: all
from multiprocessing import Process, SimpleQueue


class Squarer(Process):
    def __init__(self, numbers, results):
        super().__init__()
        self.numbers = numbers
        self.results = results
        self.total = 0

    def run(self):
        for n in self.numbers:
            self.total += self.square(n)
        self.results.put(self.total)

    @staticmethod
    def square(n):
        return n * n


def main():
    results = SimpleQueue()
    squarers = [Squarer(range(i, 101, 4), results) for i in (1, 2, 3, 4)]
    for squarer in squarers:
        squarer.start()
    for squarer in squarers:
        squarer.join()
    print("Result:", sum(results.get() for _ in squarers))


if __name__ == "__main__":
    main()
