# expect-fail: event-loop
import asyncio
import time

import aiohttp


async def fetch(session, url):
    print("asking", url)
    time.sleep(0.5)
    async with session.get(url) as response:
        return await response.text()


async def main():
    async with aiohttp.ClientSession() as session:
        texts = await asyncio.gather(
            fetch(session, "https://httpbin.org/delay/2"),
            fetch(session, "https://httpbin.org/delay/1"),
        )
    print([len(text) for text in texts])


asyncio.run(main())
