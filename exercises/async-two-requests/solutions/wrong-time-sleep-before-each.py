# expect-fail: event-loop
import asyncio
import time

import aiohttp


async def fetch(session, url):
    time.sleep(1)  # "be polite"
    async with session.get(url) as response:
        return await response.text()


async def main():
    async with aiohttp.ClientSession() as session:
        urls = ("https://httpbin.org/delay/2", "https://httpbin.org/delay/2")
        print(len(await asyncio.gather(*[fetch(session, url) for url in urls])))


asyncio.run(main())
