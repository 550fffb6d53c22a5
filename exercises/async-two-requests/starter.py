import asyncio
import time

import aiohttp

URLS = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1"]


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


async def main():
    started = time.perf_counter()
    async with aiohttp.ClientSession() as session:
        for url in URLS:
            text = await fetch(session, url)  # the second request starts only after the first answer: change that
            print(url, "answered with", len(text), "characters")
    print(f"total: {time.perf_counter() - started:.2f} s")


asyncio.run(main())
