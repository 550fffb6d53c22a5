# expect: all
import asyncio

import aiohttp


async def fetch(url):
    # A session of its own for every request.
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            print(url, "->", response.status)
            return await response.read()


async def main():
    loop = asyncio.get_running_loop()
    started = loop.time()
    a = asyncio.create_task(fetch("https://httpbin.org/delay/2"))
    b = asyncio.create_task(fetch("https://httpbin.org/delay/2"))
    bytes_of_a = await a
    bytes_of_b = await b
    print(len(bytes_of_a) + len(bytes_of_b), "bytes in", round(loop.time() - started, 2), "s")


asyncio.run(main())
