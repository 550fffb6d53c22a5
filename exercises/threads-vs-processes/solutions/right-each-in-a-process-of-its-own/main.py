import time
from multiprocessing import Process
from threading import Thread
from urllib.request import urlopen


def wait(number):
    urlopen(f"https://example.com/{number}.png").read()


def compute(number):
    sum(i * i for i in range(1_500_000))


def experiment(name, kind, work):
    start = time.perf_counter()
    workers = [kind(target=work, args=(number,)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(name, time.perf_counter() - start)


if __name__ == "__main__":
    for task, work in (("I/O-bound", wait), ("CPU-bound", compute)):
        for model, kind in (("threads", Thread), ("processes", Process)):
            # Nothing that one experiment leaves behind can disturb the next.
            alone = Process(target=experiment, args=(f"{task} with {model}:", kind, work))
            alone.start()
            alone.join()
