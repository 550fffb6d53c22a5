import time
from multiprocessing import Process, Queue
from queue import Queue as LocalQueue
from threading import Thread

import requests

URLS = ["http://example.com/1.jpg", "http://example.com/2.jpg", "http://example.com/3.jpg"]


def fetch(url, results):
    results.put(len(requests.get(url).content))


def primes(limit, results):
    results.put(sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit)))


def io_with_threads():
    results = LocalQueue()
    workers = [Thread(target=fetch, args=(url, results), daemon=True) for url in URLS]
    [worker.start() for worker in workers]
    return sum(results.get() for _ in workers)


def io_with_processes():
    results = Queue()
    workers = [Process(target=fetch, args=(url, results)) for url in URLS]
    [worker.start() for worker in workers]
    total = sum(results.get() for _ in workers)
    [worker.join() for worker in workers]
    return total


def cpu_with_threads():
    results = LocalQueue()
    workers = [Thread(target=primes, args=(30_000, results)) for _ in range(3)]
    [worker.start() for worker in workers]
    return sum(results.get() for _ in workers)


def cpu_with_processes():
    results = Queue()
    workers = [Process(target=primes, args=(30_000, results)) for _ in range(3)]
    [worker.start() for worker in workers]
    total = sum(results.get() for _ in workers)
    [worker.join() for worker in workers]
    return total


if __name__ == "__main__":
    for function in (io_with_threads, io_with_processes, cpu_with_threads, cpu_with_processes):
        start = time.perf_counter()
        result = function()
        print(f"{function.__name__} -> {result} took {time.perf_counter() - start} seconds")
