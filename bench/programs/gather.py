import asyncio
import time

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def main():
    async with aiohttp.ClientSession() as session:
        url = "https://httpbin.org/delay/2"
        started = time.perf_counter()
        await asyncio.gather(fetch(session, url), fetch(session, url))
        print(time.perf_counter() - started)


asyncio.run(main())
