# expect: all
# Shows both ways: first one after the other, then together.
import asyncio
import time

import aiohttp

URLS = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/2"]


async def fetch(session, url):
    async with session.get(url) as response:
        return (await response.json())["url"]


async def main():
    async with aiohttp.ClientSession() as session:
        start = time.time()
        for url in URLS:
            await fetch(session, url)
        print(f"one after the other: {time.time() - start:.1f} s")
        start = time.time()
        await asyncio.gather(*(fetch(session, url) for url in URLS))
        print(f"together: {time.time() - start:.1f} s")


asyncio.run(main())
