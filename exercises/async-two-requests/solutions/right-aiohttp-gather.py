# expect: all
import asyncio
import time

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def main():
    started = time.time()
    async with aiohttp.ClientSession() as session:
        first, second = await asyncio.gather(
            fetch(session, "https://httpbin.org/delay/2"),
            fetch(session, "https://httpbin.org/delay/1"),
        )
    print(first["url"], second["url"])
    print(f"Total time: {time.time() - started:.2f} seconds")


asyncio.run(main())
