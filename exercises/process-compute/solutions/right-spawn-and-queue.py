# expect: all
import multiprocessing as mp
from operator import mul


class Adder(mp.get_context("spawn").Process):
    def __init__(self, n, results):
        super().__init__()
        self.n, self.results = n, results

    def run(self):
        self.results.put((self.n, sum(map(mul, range(self.n), range(self.n)))))


if __name__ == "__main__":
    results = mp.get_context("spawn").SimpleQueue()
    adders = [Adder(n * 1_000_000, results) for n in (3, 4, 5)]
    for adder in adders:
        adder.start()
    for n, total in sorted(results.get() for _ in adders):
        print(n, total)
    for adder in adders:
        adder.join()
