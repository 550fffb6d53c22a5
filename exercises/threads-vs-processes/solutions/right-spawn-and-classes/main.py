import json
import multiprocessing as mp
import threading
import time
from urllib.request import urlopen

context = mp.get_context("spawn")


class Waiter(threading.Thread):
    def run(self):
        urlopen("http://example.com/file.bin").read()


class WaitingProcess(context.Process):
    def run(self):
        urlopen("http://example.com/file.bin").read()


class Counter(threading.Thread):
    def run(self):
        i = 0
        while i < 1_500_000:
            i += 1


class CountingProcess(context.Process):
    def run(self):
        i = 0
        while i < 1_500_000:
            i += 1


if __name__ == "__main__":
    seconds = {}
    for name, kind in {"io_threads": Waiter, "io_processes": WaitingProcess, "cpu_threads": Counter, "cpu_processes": CountingProcess}.items():
        started = time.perf_counter()
        workers = [kind() for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds[name] = round(time.perf_counter() - started, 3)
    print(json.dumps(seconds, indent=2))
