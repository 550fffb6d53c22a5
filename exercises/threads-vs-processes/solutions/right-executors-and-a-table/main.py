import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import requests

TASKS = {
    "I/O": (lambda: None, ["https://example.com/a.png", "https://example.com/b.png", "https://example.com/c.png"]),
    "CPU": (lambda: None, [700_000, 800_000, 900_000]),
}


def fetch(url):
    return len(requests.get(url, timeout=20).content)


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def timed(executor_class, work, inputs):
    before = time.monotonic()
    with executor_class(max_workers=len(inputs)) as executor:
        list(executor.map(work, inputs))
    return time.monotonic() - before


if __name__ == "__main__":
    rows = []
    for name, work in (("I/O-bound", fetch), ("CPU-bound", crunch)):
        inputs = TASKS[name[:3]][1]
        rows.append([name, timed(ThreadPoolExecutor, work, inputs), timed(ProcessPoolExecutor, work, inputs)])
    print(f"{'task':10} {'threads':>10} {'processes':>10}")
    for name, threads, processes in rows:
        print(f"{name:10} {threads:10.3f} {processes:10.3f}")
