import asyncio
import multiprocessing
import statistics
import threading
import time
import urllib.request

import aiohttp

FILES = ["http://example.com/a.bin", "http://example.com/b.bin"]
ROUNDS = 3


def one(url):
    urllib.request.urlopen(url).read()


def run_all(kind):
    workers = [kind(target=one, args=(url,)) for url in FILES]
    for w in workers:
        w.start()
    for w in workers:
        w.join()


async def one_async(session, url):
    async with session.get(url) as r:
        await r.read()


async def run_all_async():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*[one_async(session, url) for url in FILES])


def measure(action):
    times = []
    for _ in range(ROUNDS):
        t0 = time.perf_counter()
        action()
        times.append(time.perf_counter() - t0)
    return statistics.mean(times)


if __name__ == "__main__":
    print("mean of", ROUNDS, "rounds")
    print("Threads   : %.3f" % measure(lambda: run_all(threading.Thread)))
    print("Processes : %.3f" % measure(lambda: run_all(multiprocessing.Process)))
    print("Async     : %.3f" % measure(lambda: asyncio.run(run_all_async())))
