import asyncio
import time
from multiprocessing import Process
from threading import Thread

import httpx
import requests

PAGES = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1"]


def download(url):
    requests.get(url)


def by_threads():
    threads = [Thread(target=download, args=(url,)) for url in PAGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def by_processes():
    processes = [Process(target=download(url)) for url in PAGES]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


async def by_asyncio():
    async with httpx.AsyncClient() as client:
        await asyncio.gather(*[client.get(url) for url in PAGES])


if __name__ == "__main__":
    before = time.perf_counter()
    by_threads()
    print("Threads:", round(time.perf_counter() - before, 2), "s")
    before = time.perf_counter()
    by_processes()
    print("Processes:", round(time.perf_counter() - before, 2), "s")
    before = time.perf_counter()
    asyncio.run(by_asyncio())
    print("Asyncio:", round(time.perf_counter() - before, 2), "s")
