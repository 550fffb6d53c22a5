# expect-fail: concurrent, follows-the-longest
import asyncio

import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()


async def main():
    for url in ("https://httpbin.org/delay/1", "https://httpbin.org/delay/2"):
        task = asyncio.create_task(fetch(url))
        print(len(await task))


asyncio.run(main())
