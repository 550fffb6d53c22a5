import asyncio
import os
import time
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool
from urllib.request import urlretrieve

import aiohttp

URL = "http://example.com/picture.png"
COPIES = 3


def save(number):
    name = f"copy{number}.png"
    urlretrieve(URL, name)
    os.remove(name)


async def save_async(session, number):
    async with session.get(URL) as response:
        with open(f"copy{number}.png", "wb") as file:
            file.write(await response.read())


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.wait([asyncio.create_task(save_async(session, n)) for n in range(COPIES)])


if __name__ == "__main__":
    print("=== Multithreading ===")
    t = time.time()
    with ThreadPool(COPIES) as pool:
        pool.map(save, range(COPIES))
    print("Time taken:", time.time() - t)

    print("=== Multiprocessing ===")
    t = time.time()
    with Pool(COPIES) as pool:
        pool.map(save, range(COPIES))
    print("Time taken:", time.time() - t)

    print("=== Asyncio ===")
    t = time.time()
    asyncio.run(main())
    print("Time taken:", time.time() - t)
