import time
import urllib.request
from multiprocessing import Process
from threading import Thread

URLS = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1", "https://example.com/1.jpg"]
SIZES = [1_500_000] * 2


def download(url):
    urllib.request.urlopen(url).read()


def compute(n):
    sum(i * i for i in range(n))


def measure(name, kind, work, inputs):
    start = time.perf_counter()
    workers = [kind(target=work, args=(value,)) for value in inputs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{name}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    measure("I/O, threads", Thread, download, URLS)
    measure("I/O, processes", Process, download, URLS)
    measure("CPU, threads", Thread, compute, SIZES)
    measure("CPU, processes", Process, compute, SIZES)
