# expect-fail: both-requests, event-loop, concurrent, follows-the-longest
import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


async def main():
    async with aiohttp.ClientSession() as session:
        first = fetch(session, "https://httpbin.org/delay/2")
        second = fetch(session, "https://httpbin.org/delay/1")  # never awaited
        print(len(await first), second.cr_running)


asyncio.run(main())
