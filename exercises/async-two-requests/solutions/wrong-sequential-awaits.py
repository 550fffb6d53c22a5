# expect-fail: concurrent, follows-the-longest
import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


async def main():
    async with aiohttp.ClientSession() as session:
        first = await fetch(session, "https://httpbin.org/delay/2")
        second = await fetch(session, "https://httpbin.org/delay/2")
    print(len(first), len(second))
    print("Total time: 2.00 seconds")


asyncio.run(main())
