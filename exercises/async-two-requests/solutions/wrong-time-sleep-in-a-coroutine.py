# expect-fail: event-loop
import asyncio
import time

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


async def progress():
    await asyncio.sleep(0.2)
    for percent in (25, 50, 75):
        print(percent, "%")
        time.sleep(0.2)


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(
            fetch(session, "https://httpbin.org/delay/2"),
            fetch(session, "https://httpbin.org/delay/1"),
            progress(),
        )


asyncio.run(main())
