# expect-fail: concurrent, follows-the-longest
import asyncio

import aiohttp


async def main():
    gate = asyncio.Semaphore(1)

    async def fetch(url):
        async with gate, session.get(url) as response:
            return await response.text()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(fetch("https://httpbin.org/delay/1"), fetch("https://httpbin.org/delay/2"))


asyncio.run(main())
