import os
import statistics
import threading
import time

from urllib.request import urlopen

URLS = ["http://httpbin.org/delay/1"] * 2


def io(url):
    with urlopen(url, timeout=15) as answer:
        answer.read()


def cpu(n):
    sum(i * i for i in range(n))


def alone(function, values):
    for value in values:
        function(value)


def by_threads(function, values):
    threads = [threading.Thread(target=function, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def by_processes(function, values):
    children = []
    for value in values:
        if (child := os.fork()) == 0:
            function(value)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


for task, values in ((io, URLS), (cpu, [900_000] * 2)):
    for way in (alone, by_threads, by_processes):
        times = []
        for _ in range(2):
            start = time.perf_counter()
            way(task, values)
            times.append(time.perf_counter() - start)
        label = {"alone": "sequential", "by_threads": "threads", "by_processes": "processes"}[way.__name__]
        print(f"{task.__name__.upper()}-bound, {label}: mean {statistics.mean(times):.3f} s")
