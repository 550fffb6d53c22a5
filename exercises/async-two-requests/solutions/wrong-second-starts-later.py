# expect-fail: concurrent, follows-the-longest
import asyncio

import aiohttp


async def fetch(url, wait):
    await asyncio.sleep(wait)
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()


async def main():
    await asyncio.gather(fetch("https://httpbin.org/delay/2", 0), fetch("https://httpbin.org/delay/2", 1))


asyncio.run(main())
