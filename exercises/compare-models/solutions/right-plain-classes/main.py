import asyncio
import time
import urllib.request
from multiprocessing import Process
from threading import Thread

import aiohttp

URLS = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1", "https://example.com/1.jpg"]


def download(url):
    with urllib.request.urlopen(url) as answer:
        answer.read()


def in_workers(worker_class):
    workers = [worker_class(target=download, args=(url,)) for url in URLS]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


async def fetch(session, url):
    async with session.get(url) as answer:
        return await answer.read()


async def in_one_loop():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session, url) for url in URLS))


if __name__ == "__main__":
    start = time.perf_counter()
    in_workers(Thread)
    print(f"threads: {time.perf_counter() - start:.2f} s")

    start = time.perf_counter()
    in_workers(Process)
    print(f"processes: {time.perf_counter() - start:.2f} s")

    start = time.perf_counter()
    asyncio.run(in_one_loop())
    print(f"asyncio: {time.perf_counter() - start:.2f} s")
