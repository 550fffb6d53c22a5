# Five files, but never more than two at once.
import asyncio
import logging
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed

import aiohttp
import requests

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
FILES = [f"https://cdn.example.net/part-{n}.zip" for n in range(1, 6)]
LIMIT = 2


def download(url):
    return len(requests.get(url).content)


def use(pool_class):
    with pool_class(LIMIT) as pool:
        return sum(future.result() for future in as_completed([pool.submit(download, url) for url in FILES]))


async def use_loop():
    limit = asyncio.Semaphore(LIMIT)

    async def download_async(url):
        async with limit, session.get(url) as response:
            return len(await response.read())

    async with aiohttp.ClientSession() as session:
        return sum(await asyncio.gather(*map(download_async, FILES)))


def main():
    start = time.time()
    size = use(ThreadPoolExecutor)
    logging.info("ThreadPoolExecutor needed %.2f seconds for %d bytes", time.time() - start, size)
    start = time.time()
    size = use(ProcessPoolExecutor)
    logging.info("ProcessPoolExecutor needed %.2f seconds for %d bytes", time.time() - start, size)
    start = time.time()
    size = asyncio.run(use_loop())
    logging.info("the event loop needed %.2f seconds for %d bytes", time.time() - start, size)


if __name__ == "__main__":
    main()
