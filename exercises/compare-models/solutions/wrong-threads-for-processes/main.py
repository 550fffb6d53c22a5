import asyncio
import multiprocessing.dummy  # its Pool is one of threads
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import httpx

URLS = ["https://httpbin.org/delay/1", "https://httpbin.org/delay/2"]


def load(url):
    return urlopen(url).read()


async def loads():
    async with httpx.AsyncClient() as client:
        return await asyncio.gather(*[client.get(url) for url in URLS])


start = time.time()
with ThreadPoolExecutor() as pool:
    list(pool.map(load, URLS))
print("threads", time.time() - start)

start = time.time()
with multiprocessing.dummy.Pool(2) as pool:
    pool.map(load, URLS)
print("processes", time.time() - start)

start = time.time()
asyncio.run(loads())
print("asyncio", time.time() - start)
